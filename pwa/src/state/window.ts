/** The desk: which window this account is, and the matters used last on this computer. */
import { reactive } from "vue";
import { api, ask } from "@/api/client";
import type { Bilingual } from "@/api/problem";
import { keep, recall } from "./database";
import { session } from "./session";

export interface KeptMatter {
  code: string;
  name: Bilingual;
}

const MATTERS = "window.matters";
const MOST_MATTERS = 6;

export const desk = reactive({
  office: "",
  name: null as Bilingual | null,
  hall: null as string | null,
  matters: [] as KeptMatter[],
});

/** Reads who this window is, and the matters it used last. Throws Problem. */
export async function openDesk(): Promise<void> {
  await recallDesk();
  const office = session.office;
  if (!office || (desk.office === office && desk.name)) return;
  const found = await ask(api.GET("/api/v1/verifiers/{verifier_id}", { params: { path: { verifier_id: office } } }));
  Object.assign(desk, { office, name: { zh: found.name_zh, en: found.name_en }, hall: found.hall });
}

async function recallDesk(): Promise<void> {
  desk.matters = list<KeptMatter>(await recall(MATTERS));
}

/** What was kept has the shape this version gave it, or is no list at all. */
function list<Item>(kept: unknown): Item[] {
  return Array.isArray(kept) ? (kept as Item[]) : [];
}

/** The matter goes to the front of those used last. */
export async function noteMatter(matter: KeptMatter): Promise<void> {
  const { code, name } = matter;
  desk.matters = [{ code, name: { ...name } }, ...desk.matters.filter((one) => one.code !== code)].slice(0, MOST_MATTERS);
  await keep(MATTERS, plain(desk.matters));
}

/** IndexedDB takes no reactive objects. */
function plain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}
