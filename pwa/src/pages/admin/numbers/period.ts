/** The days a report is about. Days are those of China, whatever the clock of this computer says. */
import { dayAfter, today } from "@/state/days";

export interface Period {
  from: string;
  to: string;
}

export const USUAL = 30;
export const CHOICES = [7, 30, 90, 365] as const;
export const MOST_DAYS = 366;
const DAY_MS = 86_400_000;

/** The last `count` days, today included. */
export function lastDays(count: number, to: string = today()): Period {
  return { from: dayAfter(to, 1 - count), to };
}

export function daysIn(period: Period): number {
  return Math.round((Date.parse(period.to) - Date.parse(period.from)) / DAY_MS) + 1;
}

/** A period that the office would answer for. */
export function isRight(period: Period): boolean {
  const days = daysIn(period);
  return Number.isFinite(days) && days >= 1 && days <= MOST_DAYS;
}

/** The period that an address names, or the usual one. */
export function periodFrom(query: Readonly<Record<string, unknown>>): Period {
  const given = { from: query["from"], to: query["to"] };
  const right = (value: unknown): value is string => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
  if (right(given.from) && right(given.to) && isRight({ from: given.from, to: given.to })) return { from: given.from, to: given.to };
  return lastDays(USUAL);
}

/** Which of the choices the period is; 0: none of them. */
export function choiceOf(period: Period): number {
  return period.to === today() && (CHOICES as readonly number[]).includes(daysIn(period)) ? daysIn(period) : 0;
}
