/** Names of matters by their code, for lists that know the code alone. Read once, kept for the next time. */
import { shallowRef } from "vue";
import { api, ask } from "@/api/client";
import { type Bilingual, Problem } from "@/api/problem";
import { keep, recall } from "./database";

const KEPT = "matter-names";
const ALL = 200;
const names = shallowRef<Record<string, Bilingual>>({});
let asked = false;

/** The name of a matter; its code while the name is not known. */
export function matterName(code: string): Bilingual {
  if (!asked) void load();
  return names.value[code] ?? { zh: code, en: code };
}

async function load(): Promise<void> {
  asked = true;
  names.value = ((await recall(KEPT)) as Record<string, Bilingual> | null) ?? {};
  try {
    const { items } = await ask(api.GET("/api/v1/matters", { params: { query: { limit: ALL } } }));
    names.value = Object.fromEntries(items.map((matter) => [matter.code, matter.name]));
    await keep(KEPT, names.value);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    asked = Object.keys(names.value).length > 0;
  }
}
