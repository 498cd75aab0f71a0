/** Certificate types by number, read once a visit: rows of the office carry numbers only. */
import { shallowRef } from "vue";
import { api, ask, attempt } from "@/api/client";
import { Problem, type Bilingual } from "@/api/problem";
import type { components } from "@/api/schema";
import { text } from "@/locales";

export type CertificateType = components["schemas"]["TypeDescription"];

const types = shallowRef<readonly CertificateType[]>([]);
let asking: Promise<void> | null = null;

async function read(): Promise<void> {
  const answer = await attempt(() => ask(api.GET("/api/v1/certificate-types")));
  if (answer instanceof Problem) asking = null;
  else types.value = answer.items;
}

export interface TypeNames {
  types: typeof types;
  nameOf: (number: number) => Bilingual;
  byId: (id: string) => CertificateType | undefined;
}

/** Until they are read, and when they cannot be, the number stands in. */
export function useTypes(): TypeNames {
  asking ??= read();
  const nameOf = (number: number): Bilingual => {
    const stand = text("admin.unknownType", { number });
    return types.value.find((one) => one.number === number)?.name ?? { zh: stand, en: stand };
  };
  return { types, nameOf, byId: (id) => types.value.find((one) => one.id === id) };
}
