/** Kinds of proof and requests as the pages need them, and what was typed as the office takes it. */
import type { components } from "@/api/schema";
import type { Mark } from "@/components/StatusMark.vue";

export type ProofKind = components["schemas"]["KindAnswer"];
export type ProofQuestion = ProofKind["questions"][number];
export type ProofLine = components["schemas"]["RequestLine"];
export type MyProof = components["schemas"]["MyRequest"];
export type QueueLine = components["schemas"]["QueueLine"];
export type OfficeProof = components["schemas"]["OfficeRequest"];
export type Typed = Record<string, string>;
export type Wrong = { why: "needed" | "number" | "text" | "citizen"; least: number; most: number };
type Answer = string | number;

export const STATE_MARK: Record<ProofLine["state"], Mark> = { waiting: "warn", issued: "ok", refused: "bad", withdrawn: "quiet" };
export const LATE_MARK: Record<QueueLine["mark"], Mark> = { none: "quiet", yellow: "warn", red: "bad" };
export const LATENESS = ["none", "yellow", "red"] as const;
export const STATES = ["waiting", "issued", "refused", "withdrawn"] as const;
/** Stands in a draft for what the registers do not know. */
export const BLANK = "＿＿";

type Check = { why: Wrong["why"]; fits: (text: string, question: ProofQuestion) => boolean };
const CHECKS: Partial<Record<ProofQuestion["kind"], Check>> = {
  number: { why: "number", fits: (text, { least, most }) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most },
  text: { why: "text", fits: (text, { most }) => text.length <= most },
  citizen_number: { why: "citizen", fits: (text) => /^\d{17}[\dXx]$/.test(text) },
};

/** What is wrong with one answer, or null. */
export function wrongOf(question: ProofQuestion, typed: string): Wrong | null {
  const { least, most, required } = question;
  const text = typed.trim();
  if (text === "") return required ? { why: "needed", least, most } : null;
  const check = CHECKS[question.kind];
  return check === undefined || check.fits(text, question) ? null : { why: check.why, least, most };
}

/** The answers as the office takes them: what was left empty is not sent, numbers are numbers. */
export function answersOf(kind: ProofKind, typed: Typed): Record<string, Answer> {
  const given = kind.questions.map((one): [ProofQuestion, string] => [one, (typed[one.code] ?? "").trim()]);
  return Object.fromEntries(given.filter(([, text]) => text !== "").map(([one, text]) => [one.code, one.kind === "number" ? Number(text) : text]));
}

/** Whether every answer is right. */
export function isComplete(kind: ProofKind, typed: Typed): boolean {
  return kind.questions.every((one) => wrongOf(one, typed[one.code] ?? "") === null);
}

/** Kinds whose name, office or purpose holds every word looked for. */
export function findKinds(kinds: readonly ProofKind[], query: string): ProofKind[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const told = (one: ProofKind): string => [one.name, one.office, one.what].flatMap((text) => [text.zh, text.en]).join(" ").toLowerCase();
  return kinds.filter((one) => words.every((word) => told(one).includes(word)));
}
