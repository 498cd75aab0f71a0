/** Why an act on a case was refused, as pages tell it. */
import { expect, test } from "vitest";
import { problemOf, type Bilingual } from "@/api/problem";
import { isStale, namesOf, troubleOf, type Trouble } from "@/components/cases/trouble";

const words: Bilingual = { zh: "中", en: "en" };
const refused = (code: string, details: Record<string, unknown> = {}): ReturnType<typeof problemOf> =>
  problemOf(409, { code, message: words, next_step: words, ...details });

test.each<[string, Record<string, unknown>, Trouble]>([
  ["case_changed", { changed: ["id-card", "state"], revision: 4 }, { kind: "changed", names: ["id-card", "state"] }],
  ["materials_missing", { materials: ["id-card"] }, { kind: "missing", names: ["id-card"] }],
  ["applicant_barred", { until: "2028-01-01", reason: words }, { kind: "barred", until: "2028-01-01", reason: words }],
  ["illegal_transition", { state: "ended", possible: [] }, { kind: "illegal", state: "ended", possible: [] }],
  ["illegal_transition", { state: "asleep" }, { kind: "illegal", state: null, possible: [] }],
  ["not_deferrable", { reason: "nothing_missing", materials: [] }, { kind: "gap", reason: "nothing_missing", names: [] }],
  ["not_deferrable", { reason: "the moon" }, { kind: "other" }],
  ["result_refused", { reason: "fields_invalid", errors: [{ path: "/address", problem: "missing", zh: "缺少", en: "missing" }] }, { kind: "result", why: { zh: "fields_invalid；/address 缺少", en: "fields_invalid; /address missing" } }],
  ["deferral_over", {}, { kind: "other" }],
])("%s is told with what the office named", (code, details, trouble) => {
  expect(troubleOf(refused(code, details))).toEqual(trouble);
});

test("a refusal in an unknown shape is told without what cannot be read", () => {
  expect(troubleOf(refused("case_changed", { changed: "everything" }))).toEqual({ kind: "changed", names: [] });
  expect(troubleOf(refused("applicant_barred", { until: 7, reason: "why" }))).toEqual({ kind: "barred", until: "", reason: null });
});

test("the case is read again after those refusals that say that it is another now", () => {
  expect(["case_changed", "materials_missing", "illegal_transition"].map((code) => isStale(refused(code)))).toEqual([true, true, true]);
  expect(["applicant_barred", "not_deferrable", "unreachable"].map((code) => isStale(refused(code)))).toEqual([false, false, false]);
});

test("materials are named in the case's order, and other words are no materials", () => {
  const materials = [{ code: "a", name: { zh: "甲", en: "A" } }, { code: "b", name: { zh: "乙", en: "B" } }];
  expect(namesOf(["b", "state", "a"], materials).map((one) => one.en)).toEqual(["A", "B"]);
});
