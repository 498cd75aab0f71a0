/** How a certificate stands, in the order of the rules of condition.ts. Days are China's. */
import { expect, test } from "vitest";
import { conditionOf, isShowable } from "@/pages/citizen/condition";
import { makeCard } from "./cards";

const at = (time: string): number => Date.parse(time) / 1000;
const NOON = at("2026-11-22T12:00:00+08:00");

test.each(["suspended", "withdrawn", "cancelled", "lapsed", "transferred", "revoked", "superseded"])("a certificate that is %s says so whatever its dates", (state) => {
  const found = conditionOf(makeCard("a", { state, valid_to: "2020-02-02" }), NOON);
  expect(found.kind).toBe(state);
  expect(isShowable(found)).toBe(false);
});

test("a state that this version does not know is told as the strictest one", () => {
  expect(conditionOf(makeCard("a", { state: "dreaming" }), NOON).kind).toBe("revoked");
});

test("the last day counts to its last second in China", () => {
  const card = makeCard("a", { valid_to: "2026-11-22" });
  expect(conditionOf(card, at("2026-11-22T23:59:59+08:00")).kind).toBe("expiring");
  expect(conditionOf(card, at("2026-11-23T00:00:00+08:00")).kind).toBe("expired");
});

test("a certificate begins with the first second of its first day in China", () => {
  const card = makeCard("a", { valid_from: "2026-11-23" });
  expect(conditionOf(card, at("2026-11-22T23:59:59+08:00")).kind).toBe("not_yet");
  expect(conditionOf(card, at("2026-11-23T00:00:00+08:00")).kind).toBe("valid");
});

test("thirty days before the end it is about to expire, thirty-one days before it is not", () => {
  expect(conditionOf(makeCard("a", { valid_to: "2026-12-22" }), NOON)).toMatchObject({ kind: "expiring", daysLeft: 30 });
  expect(conditionOf(makeCard("a", { valid_to: "2026-12-23" }), NOON)).toMatchObject({ kind: "valid", daysLeft: 31 });
  expect(conditionOf(makeCard("a"), NOON)).toMatchObject({ kind: "valid", daysLeft: null });
});
