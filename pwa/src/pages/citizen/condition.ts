/**
 * How a certificate stands on a day, in one word.
 *
 * 1. A state other than valid is what it is. 2. A valid one outside its period is not valid yet, or has expired.
 * 3. One that ends within thirty days is about to expire. Days are China's.
 */
import type { components } from "@/api/schema";

type Dated = Pick<components["schemas"]["Card"], "state" | "valid_from" | "valid_to">;
export type Tone = "ok" | "warn" | "bad";

const STATES = ["suspended", "withdrawn", "cancelled", "lapsed", "transferred", "revoked", "superseded"] as const;
export type ConditionKind = "valid" | "expiring" | "expired" | "not_yet" | (typeof STATES)[number];

export interface Condition {
  kind: ConditionKind;
  tone: Tone;
  /** Whole days until the end; null without an end. */
  daysLeft: number | null;
}

const DAY = 86_400;
const CHINA = 8 * 3600;
const SOON = 30;

/** `now`: seconds since 1970. */
export function conditionOf(card: Dated, now: number): Condition {
  const today = dayNumber(now);
  const daysLeft = card.valid_to === null ? null : dayOf(card.valid_to) - today;
  if (card.state !== "valid") return { kind: known(card.state), tone: card.state === "suspended" ? "warn" : "bad", daysLeft };
  if (dayOf(card.valid_from) > today) return { kind: "not_yet", tone: "warn", daysLeft };
  return { ...ending(daysLeft ?? Infinity), daysLeft };
}

/** Rules 2 and 3, by the whole days until the last one. */
function ending(daysLeft: number): Pick<Condition, "kind" | "tone"> {
  if (daysLeft < 0) return { kind: "expired", tone: "bad" };
  return daysLeft <= SOON ? { kind: "expiring", tone: "warn" } : { kind: "valid", tone: "ok" };
}

/** Whether the office signs views for it. */
export function isShowable(condition: Condition): boolean {
  return condition.kind === "valid" || condition.kind === "expiring";
}

/** Any state this version does not know is told as the strictest one. */
function known(state: string): ConditionKind {
  return STATES.find((one) => one === state) ?? "revoked";
}

function dayNumber(seconds: number): number {
  return Math.floor((seconds + CHINA) / DAY);
}

function dayOf(day: string): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / 1000 / DAY);
}
