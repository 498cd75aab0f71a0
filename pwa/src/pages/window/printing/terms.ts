/** What the office says of codes on paper, and how it is asked for one. */
import type { components } from "@/api/schema";

export type Paper = components["schemas"]["Paper"];
export type Printed = components["schemas"]["PrintedLine"];
export type Asked = components["schemas"]["PrintBody"];
export const MOST_DAYS = 7;

/** The days a code may be for, today first, as the office counts them (China has one time zone, 8 hours ahead). */
export function days(now: number): string[] {
  const first = now * 1000 + 8 * 3_600_000;
  return Array.from({ length: MOST_DAYS }, (_, ahead) => new Date(first + ahead * 86_400_000).toISOString().slice(0, 10));
}
