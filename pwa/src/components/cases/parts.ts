/**
 * How the parts of a matter stand that several offices do together.
 *
 * Rules: 1. the lead comes first, the others in the matter's order; 2. a part is done when its office decided it, however;
 * 3. the whole is done when every part is; 4. who withdrew, or let a gap run out, stopped what was not decided yet.
 */
import type { components } from "@/api/schema";
import type { Mark } from "../StatusMark.vue";
import type { CaseState } from "./terms";

export type CasePart = components["schemas"]["CasePart"];
export type Parts = readonly CasePart[];
/** In words: before anything was accepted, under way, stopped, all of it granted, some of it refused. */
export type Progress = "before" | "going" | "stopped" | "granted" | "refused";

const STOPPED: ReadonlySet<CaseState> = new Set(["withdrawn", "ended"]);
const DONE: ReadonlySet<CaseState> = new Set(["approved", "rejected"]);

/** Several offices do it; conditions may have left one alone. */
export function isJoint(parts: Parts): boolean {
  return parts.length > 1;
}

/** Rule 1. */
export function leadFirst(parts: Parts): CasePart[] {
  return [...parts].sort((one, other) => Number(other.lead) - Number(one.lead));
}

/** The office whose answer is the case's own; null where it is alone. */
export function leading(parts: Parts): CasePart["office"] | null {
  return (isJoint(parts) && parts.find((one) => one.lead)?.office) || null;
}

/** Type alias, so that it can fill in a text. */
export type Counts = { total: number; done: number; refused: number; open: number };

/** Rule 2. */
export function countsOf(parts: Parts): Counts {
  const done = parts.filter((one) => one.state !== null && DONE.has(one.state)).length;
  const refused = parts.filter((one) => one.state === "rejected").length;
  return { total: parts.length, done, refused, open: parts.filter((one) => one.closed_at === null).length };
}

/** Since when its office has decided it, or by when it has promised to; null where nobody will, or nobody knows yet. */
export function dayOf(part: CasePart): { word: "closed" | "promised"; day: string } | null {
  if (part.state === null || STOPPED.has(part.state)) return null;
  if (part.closed_at) return { word: "closed", day: part.closed_at };
  return part.due && { word: "promised", day: part.due.promised };
}

/** Rules 3 and 4. */
export function progressOf(parts: Parts): Progress {
  const { refused, open } = countsOf(parts);
  if (parts.some((one) => one.state !== null && STOPPED.has(one.state))) return "stopped";
  if (open === 0) return refused ? "refused" : "granted";
  return parts.some((one) => !one.lead && one.state !== null) ? "going" : "before";
}

const MARKS: Record<CaseState, Mark> = {
  draft: "quiet", deferred: "warn", accepted: "quiet", deciding: "quiet", approved: "ok", rejected: "bad", withdrawn: "quiet", ended: "bad",
};

/** Only what is done looks done. */
export function markOf(part: CasePart): Mark {
  return part.state === null ? "quiet" : MARKS[part.state];
}
