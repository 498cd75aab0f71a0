/** What was typed for a proof becomes what the office takes, or is named as wrong; kinds are found by their words. */
import { describe, expect, it } from "vitest";
import { answersOf, findKinds, isComplete, type ProofKind, type ProofQuestion, wrongOf } from "@/components/proofs/terms";

function question(code: string, kind: ProofQuestion["kind"], more: Partial<ProofQuestion> = {}): ProofQuestion {
  return { code, kind, text: { zh: code, en: code }, required: true, answers: [], least: 0, most: 0, ...more };
}

const MONTHLY = question("monthly", "number", { least: 1, most: 1000 });
const EMPLOYER = question("employer", "text", { most: 4, required: false });
const KIND: ProofKind = {
  code: "income", version: 1, name: { zh: "收入证明", en: "Proof of income" }, office: { zh: "市民政局", en: "Civil Affairs" },
  legal_basis: [], what: { zh: "收入", en: "Your income" }, validity_days: 90, promised_days: 10, by_rule: false, questions: [MONTHLY, EMPLOYER],
};

describe("answers to the questions of a proof", () => {
  it.each([
    [MONTHLY, "", "needed"],
    [MONTHLY, "0", "number"],
    [MONTHLY, "1001", "number"],
    [MONTHLY, "3.5", "number"],
    [MONTHLY, " 7 ", undefined],
    [EMPLOYER, "", undefined],
    [EMPLOYER, "五个字太长", "text"],
    [question("who", "citizen_number"), "99010219900101001", "citizen"],
    [question("who", "citizen_number"), "99010219900101001x", undefined],
    [question("left", "date"), "2026-01-31", undefined],
  ])("%o with %s is %s", (asked, typed, why) => {
    expect(wrongOf(asked, typed)?.why).toBe(why);
  });

  it("sends numbers as numbers and nothing that was left empty", () => {
    expect(answersOf(KIND, { monthly: " 12 ", employer: " " })).toEqual({ monthly: 12 });
    expect(isComplete(KIND, { monthly: "12" })).toBe(true);
    expect(isComplete(KIND, {})).toBe(false);
  });
});

describe("finding a kind", () => {
  it.each([["收入", 1], ["民政 收入", 1], ["INCOME", 1], ["户口", 0], ["", 1]])("%s finds %i", (query, count) => {
    expect(findKinds([KIND], query)).toHaveLength(count);
  });
});
