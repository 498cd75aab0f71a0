/**
 * The desk: which window this account is, the matters used last on this computer, and today's cases of this window.
 *
 * The office keeps no list of cases for windows, so their numbers are kept here, without a word about any person, for
 * the day; the cases themselves are read from the office each time.
 */
import { reactive } from "vue";
import { api, ask } from "@/api/client";
import type { Bilingual } from "@/api/problem";
import type { components } from "@/api/schema";
import { keep, recall } from "./database";
import { session } from "./session";

type Case = components["schemas"]["CaseAnswer"];

export interface KeptMatter {
  code: string;
  name: Bilingual;
}
export interface KeptCase {
  case_no: string;
  office: string;
  matter: KeptMatter;
  opened_at: string;
  missing: number;
}

const MATTERS = "window.matters";
const CASES = "window.cases";
const MOST_MATTERS = 6;
const MOST_CASES = 300;

export const desk = reactive({
  office: "",
  name: null as Bilingual | null,
  hall: null as string | null,
  matters: [] as KeptMatter[],
  cases: [] as KeptCase[],
});

/** Reads who this window is, and what this computer kept of its day. Throws Problem. */
export async function openDesk(): Promise<void> {
  await recallDesk();
  const office = session.office;
  if (!office || (desk.office === office && desk.name)) return;
  const found = await ask(api.GET("/api/v1/verifiers/{verifier_id}", { params: { path: { verifier_id: office } } }));
  Object.assign(desk, { office, name: { zh: found.name_zh, en: found.name_en }, hall: found.hall });
}

async function recallDesk(): Promise<void> {
  desk.matters = list<KeptMatter>(await recall(MATTERS));
  desk.cases = todays(list<KeptCase>(await recall(CASES)), session.office ?? "", new Date());
}

/** What was kept has the shape this version gave it, or is no list at all. */
function list<Item>(kept: unknown): Item[] {
  return Array.isArray(kept) ? (kept as Item[]) : [];
}

/** Those of this window and of the day of `now` (by this computer's calendar), newest first. */
export function todays(cases: readonly KeptCase[], office: string, now: Date): KeptCase[] {
  const day = now.toDateString();
  return cases.filter((one) => one.office === office && new Date(one.opened_at).toDateString() === day);
}

/** The matter goes to the front of those used last. */
export async function noteMatter(matter: KeptMatter): Promise<void> {
  const { code, name } = matter;
  desk.matters = [{ code, name: { ...name } }, ...desk.matters.filter((one) => one.code !== code)].slice(0, MOST_MATTERS);
  await keep(MATTERS, plain(desk.matters));
}

/** How the case stands now. */
export async function noteCase(one: Case): Promise<void> {
  const missing = one.materials.filter((material) => material.state === "missing").length;
  const { case_no, opened_at } = one;
  const entry = { case_no, opened_at, missing, office: session.office ?? "", matter: { code: one.matter.code, name: one.matter.name } };
  const others = list<KeptCase>(await recall(CASES)).filter((kept) => kept.case_no !== case_no);
  const all = [entry, ...others].toSorted((a, b) => b.opened_at.localeCompare(a.opened_at)).slice(0, MOST_CASES);
  await keep(CASES, plain(all));
  desk.cases = todays(all, entry.office, new Date());
}

/** IndexedDB takes no reactive objects. */
function plain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}
