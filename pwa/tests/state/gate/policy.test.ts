/** A policy is what was chosen within its limits, and never more than that. */
import { expect, test } from "vitest";
import { DEFAULT_POLICY, fieldsOf, permitted, readPolicy, staleAllowed } from "@/state/gate/policy";

test("what was kept is read again", () => {
  const chosen = { ...DEFAULT_POLICY, mode: "challenge" as const, staleHours: 3, needed: ["name"], kiosk: true };
  expect(readPolicy(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen);
});

test.each([null, 7, "x", [], { staleHours: 100_000, graceHours: -1, returnAfter: 1.5, whenStale: "green", needed: [1], mode: "free" }])(
  "a damaged policy %# falls back to the default, never to less",
  (kept) => {
    expect(readPolicy(kept)).toEqual(DEFAULT_POLICY);
  },
);

test("an expired bundle is tolerated within the grace only, and only where old lists are amber", () => {
  const policy = { ...DEFAULT_POLICY, graceHours: 2 };
  expect(staleAllowed(policy, 1000, 1000 + 7200)).toBe(true);
  expect(staleAllowed(policy, 1000, 1001 + 7200)).toBe(false);
  expect(staleAllowed({ ...policy, whenStale: "red" }, 1000, 1001)).toBe(false);
});

test("a purpose sees its own fields, and one that is not registered sees nothing", () => {
  const purposes = { boarding: { 1: ["name", "over_18"], 2: ["name"] } };
  expect(fieldsOf(purposes, "boarding")).toEqual(["name", "over_18"]);
  expect(permitted(purposes, "boarding").get(2)).toEqual(new Set(["name"]));
  expect(permitted(purposes, "constructor").size).toBe(0);
});
