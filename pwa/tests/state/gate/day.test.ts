/** The day's counters and its log, which names nobody. */
import { beforeEach, expect, test } from "vitest";
import { type LogLine, countOf, csvOf, dayStart, forgetOld, linesOf, note } from "@/state/gate/day";
import { fresh } from "./world";

const NOON = dayStart(1_700_000_000) + 12 * 3600;
const LINE: LogLine = { at: NOON, outcome: "accepted", colour: "green", reason: null, type: "resident-id", how: "offline", challenge: false };

beforeEach(fresh);

test("the day is counted: accepted, to note, refused by reason, offline", () => {
  const refused = { ...LINE, outcome: "refused", colour: "red" } as const;
  const count = countOf([LINE, { ...LINE, colour: "amber" }, { ...refused, reason: "replayed" }, { ...refused, reason: "replayed" }, { ...refused, reason: "code_expired", how: "online" }]);
  expect(count).toEqual({ accepted: 2, amber: 1, refused: 3, offline: 4, reasons: [["replayed", 2], ["code_expired", 1]] });
});

test("a line is there after a reload, on its own day only", async () => {
  await note(LINE);
  await note({ ...LINE, at: NOON - 86_400 });
  expect(await linesOf(NOON)).toHaveLength(1);
});

test("lines older than a week are forgotten", async () => {
  await note({ ...LINE, at: NOON - 8 * 86_400 });
  await forgetOld(NOON);
  expect(await linesOf(NOON - 8 * 86_400)).toEqual([]);
});

test("the exported log has a column for each thing that may be known, and no other", () => {
  const [head, row, rest] = csvOf([{ ...LINE, reason: null }]).split("\r\n");
  expect(head).toBe("\ufefftime,outcome,colour,reason,type,verified,challenge");
  expect(row).toBe(`${new Date(NOON * 1000).toISOString()},accepted,green,,resident-id,offline,no`);
  expect(rest).toBe("");
});
