/** What other wallets took stands among the reads of the history, by time. */
import { expect, test } from "vitest";
import { lined, type Taken } from "@/pages/citizen/history/taken";
import type { Entry } from "@/pages/citizen/history/useHistory";

const read = (at: string): Entry => ({ id: at, at }) as Entry;
const taken = (taken_at: string): Taken => ({ offer_id: taken_at, taken_at }) as Taken;
const times = (lines: readonly { at: string }[]): string[] => lines.map((one) => one.at.slice(8, 10));

test("reads and copies are one list, newest first", () => {
  const reads = [read("2026-11-20T00:00:00Z"), read("2026-11-10T00:00:00Z")];
  expect(times(lined(reads, [taken("2026-11-15T00:00:00Z"), taken("2026-11-01T00:00:00Z")], false))).toEqual(["20", "15", "10", "01"]);
});

test("while there are older reads, copies from before the last one wait for its page", () => {
  const reads = [read("2026-11-20T00:00:00Z"), read("2026-11-10T00:00:00Z")];
  expect(times(lined(reads, [taken("2026-11-15T00:00:00Z"), taken("2026-11-01T00:00:00Z")], true))).toEqual(["20", "15", "10"]);
});

test("copies alone are a history, too", () => {
  expect(times(lined([], [taken("2026-11-15T00:00:00Z")], false))).toEqual(["15"]);
});
