/** Names of issuing authorities by their code, from the office's trust list: for reading, not for trusting. */
import { shallowRef } from "vue";
import { api, ask } from "@/api/client";
import { type Bilingual, Problem } from "@/api/problem";
import { decode } from "@/certs/base64url";
import { fromUtf8 } from "@/certs/bytes";
import { keep, recall } from "./database";

type Names = Record<string, Bilingual>;

const KEPT = "issuer-names";
const names = shallowRef<Names>({});
let asked = false;

/** The name of an issuer; its code while the name is not known. */
export function issuerName(code: string): Bilingual {
  if (!asked) void load();
  return names.value[code] ?? { zh: code, en: code };
}

async function load(): Promise<void> {
  asked = true;
  names.value = ((await recall(KEPT)) as Names | null) ?? {};
  try {
    const list = await ask(api.GET("/api/v1/trust-list", { parseAs: "text" }));
    names.value = namesIn(list);
    await keep(KEPT, names.value);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    asked = Object.keys(names.value).length > 0;
  }
}

/** The names in a trust list (compact JWS). */
export function namesIn(list: string): Names {
  const payload = JSON.parse(fromUtf8(decode(list.split(".")[1] ?? ""))) as { issuers: Record<string, { name: Bilingual }> };
  return Object.fromEntries(Object.entries(payload.issuers).map(([code, issuer]) => [code, issuer.name]));
}
