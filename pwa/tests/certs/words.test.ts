/** Values, masks and reasons in both languages. */
import { describe, expect, it, test } from "vitest";
import { dateText, hide, linesOf, maskedText, textOf } from "@/certs/display";
import { REASON_CODES, checkText, reasonText, resultText } from "@/certs/reasons";
import { CHECKS } from "@/certs/verdict";
import { verifyOffline } from "@/certs/verify";
import { BUNDLE, LM1, NOW, codeOf } from "./vectors";

const OWNERS = [{ name: "张三", code_type: "111", code: "110101199003078515" }, { name: "王五", code_type: "888", code: "N-1" }];

test("a date reads as people write it", () => {
  expect(dateText("2024-10-04")).toEqual({ zh: "2024年10月4日", en: "4 October 2024" });
});

test("every kind of value has words in both languages", () => {
  expect(textOf("boolean", true)).toEqual({ zh: "是", en: "Yes" });
  expect(textOf("boolean", false)).toEqual({ zh: "否", en: "No" });
  expect(textOf("date", null)).toEqual({ zh: "长期", en: "No end" });
  expect(textOf("integer", 5)).toEqual({ zh: "5", en: "5" });
  expect(textOf("people", OWNERS)).toEqual({
    zh: "张三（居民身份证 110101199003078515）；王五（888 N-1）",
    en: "张三 (resident ID card 110101199003078515); 王五 (888 N-1)",
  });
});

test("an accepted code becomes lines with labels", async () => {
  const text = codeOf("every kind of field");
  const verdict = await verifyOffline({ text, bundle: BUNDLE, verifierId: "gate-12", now: NOW, seen: new Set() });
  if (!verdict.accepted) throw new Error(verdict.reason);
  const lines = linesOf(verdict.type, verdict.fields);
  expect(lines.map((line) => [line.name, line.text.zh]).slice(0, 8)).toEqual([
    ["name", "买买提·艾则孜"], ["card_number", "C-1"], ["birth_date", "1969年12月31日"], ["valid_from", "2024年10月4日"],
    ["valid_to", "长期"], ["seats", "5"], ["member", "否"], ["over_18", "是"],
  ]);
  expect(lines[0]?.label).toEqual({ zh: "栏 name", en: "name" });
});

describe("what a mask hides is replaced by stars", () => {
  it.each([
    ["keep 1 0", "张三", "张*"], ["keep 4 4", "110101199003078515", "1101**********8515"], ["keep 4 4", "1234", "****"],
    ["keep 1 0", "𠀀三", "𠀀*"], ["all", "anything", "***"], [null, "whole", "whole"],
  ])("%j over %s", (mask, value, shown) => {
    expect(maskedText({ kind: "text", mask, open: false }, value).zh).toBe(shown);
  });

  it("keeps what has no end, and hides people by name and number", () => {
    expect(maskedText({ kind: "date", mask: "keep 4 0", open: true }, null).en).toBe("No end");
    expect(maskedText({ kind: "date", mask: "keep 4 0", open: false }, "2000-01-01").zh).toBe("2000******");
    expect(maskedText({ kind: "people", mask: null, open: false }, OWNERS).zh).toContain("张*（居民身份证 1101**********8515）");
    expect(hide("abc", 2, 2)).toBe("***");
  });
});

test("every reason of the vectors and every check has words", () => {
  for (const { expected } of LM1.vectors) {
    if (expected.reason !== undefined) expect(REASON_CODES).toContain(expected.reason);
  }
  for (const code of REASON_CODES) {
    const { text, next } = reasonText(code);
    expect([text.zh, text.en, next.zh, next.en].every(Boolean)).toBe(true);
  }
  for (const name of CHECKS) expect(checkText(name).zh).not.toBe(name);
  for (const result of ["passed", "failed", "skipped", "warning", "deferred"]) expect(resultText(result).zh).not.toBe(result);
  for (const needed of ["status_superseded", "certificate_not_yet_valid"]) expect(REASON_CODES).toContain(needed);
});

test("a reason of a later version is named and not believed", () => {
  expect(reasonText("constructor").text.en).toBe("Refused: constructor");
  expect(reasonText("brand_new").next.zh).toContain("不要接受");
});
