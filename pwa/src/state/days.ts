/** Days are those of China, written 2026-11-22, whatever the clock of this machine says. */
import { clock } from "./clock";

const DAY_MS = 86_400_000;
const CHINA_MS = 8 * 3_600_000;

export function today(): string {
  return new Date(clock.now() * 1000 + CHINA_MS).toISOString().slice(0, 10);
}

/** The day `count` days later, or earlier where it is negative. */
export function dayAfter(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** The last day before a time (seconds since 1970), for what ends with a day; null where it ends within one. */
export function lastDayBefore(seconds: number): string | null {
  if ((seconds * 1000 + CHINA_MS) % DAY_MS !== 0) return null;
  return new Date(seconds * 1000 + CHINA_MS - DAY_MS).toISOString().slice(0, 10);
}
