import { expect, test } from "vitest";
import { isUnderWay, type Offer } from "@/pages/citizen/copies/offers";

const NOW = Date.parse("2027-01-31T08:00:00Z") / 1000;
const taken = { state: "taken", taken_at: "2027-01-31T07:59:50Z", copies: 0, standing: 0, event: null, put_off: false } as Offer;

test("an offer is watched until the wallet that took it has its copies and says so", () => {
  expect(isUnderWay({ ...taken, state: "waiting", taken_at: null }, NOW)).toBe(true);
  expect(isUnderWay({ ...taken, state: "authorised", taken_at: null }, NOW)).toBe(true);
  expect(isUnderWay(taken, NOW)).toBe(true);
  expect(isUnderWay({ ...taken, copies: 2, standing: 2 }, NOW)).toBe(true);
  expect(isUnderWay({ ...taken, copies: 2, standing: 2, event: "credential_accepted" }, NOW)).toBe(false);
});

test("nobody waits for a wallet that says nothing, nor for what was put off or taken back", () => {
  expect(isUnderWay(taken, NOW + 120)).toBe(false);
  expect(isUnderWay({ ...taken, put_off: true }, NOW)).toBe(false);
  expect(isUnderWay({ ...taken, state: "withdrawn" }, NOW)).toBe(false);
});
