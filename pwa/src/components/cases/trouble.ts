/**
 * Why an act on a case was refused, read from its Problem: what kind of trouble it is and what the office named.
 *
 * Rules: 1. the office's codes decide, never its words; 2. what it did not name, or named in a shape unknown here, is
 * left out; 3. any other problem stays as it is.
 */
import type { Bilingual, Problem } from "@/api/problem";
import { STATES, type CaseState, type Named } from "./terms";

/** Every act the office may name, and what besides materials an act may change. */
export const ACTS = [
  "accept", "defer", "complete", "expire", "lapse", "take", "approve", "reject", "withdraw", "commit", "fill", "add", "take_back", "weigh", "ask", "consent", "decline",
  "represent", "name", "answer", "appoint", "dismiss",
] as const;
export const PARTS = ["state", "form", "due", "result", "consent", "agent", "answers", "applicant"] as const;

/** Why a case cannot be accepted with a gap. */
export const GAP_REASONS = ["material_not_deferrable", "applicant_unknown", "nothing_missing"] as const;
export type GapReason = (typeof GAP_REASONS)[number];

export type Trouble =
  | { kind: "changed"; names: readonly string[] }
  | { kind: "missing"; names: readonly string[] }
  | { kind: "barred"; until: string; reason: Bilingual | null }
  | { kind: "illegal"; state: CaseState | null; possible: readonly string[] }
  | { kind: "gap"; reason: GapReason; names: readonly string[] }
  | { kind: "result"; why: Bilingual }
  | { kind: "other" };

/** The case as the page has it is no longer the office's: it must be read again before the next act. */
export function isStale(problem: Problem): boolean {
  return ["case_changed", "materials_missing", "illegal_transition"].includes(problem.code);
}

export function troubleOf(problem: Problem): Trouble {
  const told = problem.details;
  if (problem.code === "case_changed") return { kind: "changed", names: texts(told["changed"]) };
  if (problem.code === "materials_missing") return { kind: "missing", names: texts(told["materials"]) };
  if (problem.code === "applicant_barred") return { kind: "barred", until: text(told["until"]), reason: bilingual(told["reason"]) };
  if (problem.code === "result_refused") return { kind: "result", why: { zh: placesIn(problem, "zh"), en: placesIn(problem, "en") } };
  if (problem.code === "not_deferrable") return gap(told);
  if (problem.code !== "illegal_transition") return { kind: "other" };
  return { kind: "illegal", state: STATES.find((one) => one === told["state"]) ?? null, possible: texts(told["possible"]) };
}

function placesIn(problem: Problem, language: keyof Bilingual): string {
  const places = problem.places.map((one) => `${one.path} ${one[language]}`);
  return [text(problem.details["reason"]), ...places].filter(Boolean).join(language === "zh" ? "；" : "; ");
}

function gap(told: Record<string, unknown>): Trouble {
  const reason = GAP_REASONS.find((one) => one === told["reason"]);
  return reason ? { kind: "gap", reason, names: texts(told["materials"]) } : { kind: "other" };
}

/** The materials among `codes`, in the case's order. */
export function namesOf(codes: readonly string[], materials: readonly Named[]): Bilingual[] {
  return materials.filter((one) => codes.includes(one.code)).map((one) => one.name);
}

function text(told: unknown): string {
  return typeof told === "string" ? told : "";
}

function texts(told: unknown): string[] {
  return Array.isArray(told) ? told.filter((one) => typeof one === "string") : [];
}

function bilingual(told: unknown): Bilingual | null {
  if (typeof told !== "object" || told === null) return null;
  const { zh, en } = told as Record<string, unknown>;
  return typeof zh === "string" && typeof en === "string" ? { zh, en } : null;
}
