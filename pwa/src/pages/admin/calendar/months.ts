/** A year as twelve months of weeks that begin on Monday; each day is a plain one, a weekend, off, or worked instead. */

export type DayKind = "plain" | "weekend" | "off" | "makeUp";

export interface Day {
  /** 1 to 31. */
  number: number;
  /** As 2026-05-01. */
  date: string;
  kind: DayKind;
}

/** A week: seven places, null outside the month. */
export type Week = readonly (Day | null)[];

export interface Month {
  number: number;
  weeks: readonly Week[];
}

const DAY_MS = 86_400_000;

export function monthsOf(year: number, off: readonly string[], makeUp: readonly string[]): Month[] {
  const [free, worked] = [new Set(off), new Set(makeUp)];
  const kindOf = (date: string, place: number): DayKind => {
    if (free.has(date)) return "off";
    if (worked.has(date)) return "makeUp";
    return place > 4 ? "weekend" : "plain";
  };
  return Array.from({ length: 12 }, (_, month) => ({ number: month + 1, weeks: weeksOf(year, month, kindOf) }));
}

function weeksOf(year: number, month: number, kindOf: (date: string, place: number) => DayKind): Week[] {
  const first = Date.UTC(year, month, 1);
  const count = (Date.UTC(year, month + 1, 1) - first) / DAY_MS;
  const before = (new Date(first).getUTCDay() + 6) % 7;
  const places = Array.from({ length: Math.ceil((before + count) / 7) * 7 }, (_, place): Day | null => {
    const number = place - before + 1;
    if (number < 1 || number > count) return null;
    const date = new Date(first + (number - 1) * DAY_MS).toISOString().slice(0, 10);
    return { number, date, kind: kindOf(date, place % 7) };
  });
  return Array.from({ length: places.length / 7 }, (_, week) => places.slice(week * 7, week * 7 + 7));
}
