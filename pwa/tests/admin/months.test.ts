/** A year of the calendar of working days as weeks. */
import { expect, test } from "vitest";
import { type Day, monthsOf } from "@/pages/admin/calendar/months";

const months = monthsOf(2026, ["2026-02-16", "2026-02-21"], ["2026-02-28"]);
const days = months.flatMap((month) => month.weeks.flat()).filter((day): day is Day => day !== null);
const kind = (date: string): string | undefined => days.find((day) => day.date === date)?.kind;

test("every day of the year stands once, in weeks of seven from Monday on", () => {
  expect(days.length).toBe(365);
  expect(new Set(days.map((day) => day.date)).size).toBe(365);
  expect(monthsOf(2028, [], []).flatMap((month) => month.weeks.flat()).filter(Boolean).length).toBe(366);
  for (const month of months) for (const week of month.weeks) expect(week.length).toBe(7);
  const february = months[1]?.weeks[0]; // 1 February 2026 is a Sunday
  expect(february?.map((day) => day?.number ?? 0)).toEqual([0, 0, 0, 0, 0, 0, 1]);
});

test("days off and days worked instead differ from the week; without a notice only weekends do", () => {
  expect([kind("2026-02-16"), kind("2026-02-21"), kind("2026-02-28")]).toEqual(["off", "off", "makeUp"]);
  expect([kind("2026-02-22"), kind("2026-02-24")]).toEqual(["weekend", "plain"]);
});
