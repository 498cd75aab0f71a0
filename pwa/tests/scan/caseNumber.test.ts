import { describe, expect, it } from "vitest";
import { caseNumber } from "@/scan/caseNumber";
import { readingOf } from "@/scan/kinds";

const HERE = "https://liangma.example";
const NUMBER = "20260307-4830275911";

describe("the number of a case", () => {
  it.each([NUMBER, " 20260307 4830275911 ", "202603074830275911", "２０２６０３０７－４８３０２７５９１１", "20260307—4830275911"])("is taken as %s and given as the office spells it", (text) => {
    expect(caseNumber(text)).toBe(NUMBER);
  });

  it.each(["", "20260307-483027591", "20260307-48302759111", "20261307-4830275911", "20260230-4830275911", "20260007-4830275911", "19990307-4830275911", "110105199003071234", `NO ${NUMBER}`])(
    "is not %j",
    (text) => {
      expect(caseNumber(text)).toBeNull();
    },
  );

  it("is a reading of its own, whether it was scanned or typed", () => {
    expect(readingOf(`${NUMBER}\r\n`, HERE)).toEqual({ kind: "case", text: NUMBER });
    expect(readingOf("202603074830275911", HERE)).toEqual({ kind: "case", text: NUMBER });
    expect(readingOf("110105199003071234", HERE)).toMatchObject({ kind: "other", of: "number" });
  });
});
