/** Sealed copies: what a check's finding is told as, and what must be typed before one is made. */
import { describe, expect, it, vi } from "vitest";
import { latestDay, newWish, wrongWith } from "@/components/papers/wish";
import { type Finding, howOf, toldOf, toneOf } from "@/pages/check/findings";
import { clock } from "@/state/clock";
import { NOW } from "./cards";

const found = (state: string, valid_now?: boolean): Finding => {
  const certificate = valid_now === undefined ? null : { state: valid_now ? "valid" : "revoked", since: "", valid_to: null, valid_now };
  return { by: "file", state, how: null, copy: null, certificate, face: null, checked_at: "" };
};

describe("a finding", () => {
  it("is genuine only of the very file; a number or a QR code is to be compared", () => {
    expect(["genuine", "registered"].map((state) => toldOf(found(state, true)))).toEqual(["genuine", "registered"]);
    expect(["genuine", "registered", "expired"].map((state) => toneOf(toldOf(found(state, true))))).toEqual(["ok", "warn", "bad"]);
  });

  it("says first that the certificate is not good any more, however genuine the copy is", () => {
    expect(["genuine", "registered"].map((state) => toldOf(found(state, false)))).toEqual(["lapsed", "lapsed"]);
    expect(toldOf(found("recalled", false))).toBe("recalled");
    expect(toneOf("lapsed")).toBe("bad");
  });

  it("of a kind that this version does not know is told as the strictest one", () => {
    expect([toldOf(found("marvellous", true)), howOf({ ...found("altered"), how: "folded" })]).toEqual(["unknown", "changed"]);
  });
});

describe("the terms of a new copy", () => {
  vi.spyOn(clock, "now").mockReturnValue(NOW);

  it("end within a year and with the certificate at the latest", () => {
    expect([latestDay(null), latestDay("2026-12-01"), latestDay("2040-01-01")]).toEqual(["2027-11-22", "2026-12-01", "2027-11-22"]);
    expect([newWish(null).until, newWish("2026-11-30").until]).toEqual(["2026-12-22", "2026-11-30"]);
  });

  it("need a purpose, a recipient and a day in time", () => {
    expect(Object.keys(wrongWith(newWish(null, { until: "2026-11-21" }), null))).toEqual(["purpose", "recipient", "until"]);
    expect(wrongWith(newWish(null, { purpose: "贷款", recipient: "银行" }), null)).toEqual({});
  });
});
