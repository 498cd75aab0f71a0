/** Names of certificate types by id, read once a visit: matters name types only by their ids. */
import { shallowRef, type ShallowRef } from "vue";
import { api, ask, attempt } from "@/api/client";
import { Problem, type Bilingual } from "@/api/problem";
import type { components } from "@/api/schema";

type Material = components["schemas"]["MaterialAnswer"];

const names = shallowRef<ReadonlyMap<string, Bilingual>>(new Map());
let asking: Promise<void> | null = null;

/** Until they are read, and when they cannot be, ids stand in for names. */
export function useTypeNames(): { names: ShallowRef<ReadonlyMap<string, Bilingual>>; name(id: string): Bilingual } {
  asking ??= read();
  return { names, name: (id) => names.value.get(id) ?? { zh: id, en: id } };
}

async function read(): Promise<void> {
  const answer = await attempt(() => ask(api.GET("/api/v1/certificate-types")));
  if (answer instanceof Problem) asking = null;
  else names.value = new Map(answer.items.map((one) => [one.id, one.name]));
}

/** The ways in which certificates replace a material: each the type ids that are needed together, none twice. */
export function waysOf(material: Pick<Material, "replaced_by">): string[][] {
  const ways = material.replaced_by.map((way) => [...new Set(way.map((one) => one.type))]);
  return ways.filter((way, place) => ways.findIndex((other) => other.join() === way.join()) === place);
}
