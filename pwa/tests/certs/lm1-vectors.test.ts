/** Every LM1 vector through `verify`: the same verdict, for the same reason, as in Python. */
import { describe, expect, it, test } from "vitest";
import { parse } from "@/certs/lm1";
import { CHECKS } from "@/certs/verdict";
import { verify } from "@/certs/verify";
import { BUNDLE, LM1, ON_BEHALF, codeOf, notesOf, requiredOf } from "./vectors";

describe("every vector gets the verdict written beside it", () => {
  it.each([...LM1.vectors, ...ON_BEHALF])("$name", async (vector) => {
    const means = { trust: BUNDLE.trust, required: requiredOf(vector), now: vector.now, seen: new Set(vector.seen) };
    const verdict = await verify(vector.code, means);
    expect(verdict.checks.map((check) => check.name)).toEqual(CHECKS);
    expect(notesOf(verdict, vector)).toEqual(vector.notes ?? {});
    const broken = verdict.checks.filter((check) => check.result === "failed").map((check) => check.reason);
    if (verdict.accepted) {
      const behalf = verdict.onBehalf && { on_behalf: verdict.onBehalf };
      expect(vector.expected).toEqual({ accepted: true, fields: verdict.fields, ...behalf });
      expect(broken).toEqual([]);
    } else {
      expect({ accepted: false, reason: verdict.reason }).toEqual(vector.expected);
      expect(broken).toEqual([verdict.reason]);
      expect("fields" in verdict).toBe(false);
    }
  });
});

test("there are at least sixty hostile vectors", () => {
  expect(LM1.vectors.filter((vector) => !vector.expected.accepted).length).toBeGreaterThanOrEqual(60);
});

test("at least twenty hostile vectors are of codes shown on behalf", () => {
  expect(ON_BEHALF.filter((vector) => !vector.expected.accepted).length).toBeGreaterThanOrEqual(20);
});

test("the one-time id of a mirrored signature is the same", async () => {
  const right = await parse(codeOf("three fields"));
  const mirrored = await parse(codeOf("the mirrored signature (r, n - s) is the same code"));
  expect(mirrored.onceId).toBe(right.onceId);
  expect(right.onceId).toMatch(/^[0-9a-f]{32}$/);
});
