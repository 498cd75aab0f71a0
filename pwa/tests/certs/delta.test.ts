/** Deltas: what they make of a bundle is what the whole bundle says, or they are refused. The vectors pytest reads too. */
import { describe, expect, it, test } from "vitest";
import { openBundle } from "@/certs/bundle";
import { type Base, applyDelta, baseOf, hold, isDelta, queryOf, update } from "@/certs/delta";
import { ANCHOR, BUNDLE, LM1, reasonOf, vectors } from "./vectors";

interface DeltaVector {
  readonly name: string;
  readonly delta: string;
  readonly now: number;
  readonly at_least_number: number;
  readonly reason?: string;
  readonly expected?: { content: Base; next_update: number; status: [number, number, number | null, number | null, boolean][] };
}

const FILE = vectors("delta.json") as { base: Base; vectors: DeltaVector[] };
const GOOD = FILE.vectors[0]?.delta ?? "";
const LATER = FILE.vectors[0]?.now ?? 0;
const OPENING = { anchor: ANCHOR, now: LATER };

function apply({ delta, now, at_least_number: atLeastNumber }: DeltaVector): ReturnType<typeof applyDelta> {
  return applyDelta(BUNDLE, delta, { now, atLeastNumber });
}

describe("a delta makes the content of the whole bundle", () => {
  it.each(FILE.vectors.filter((one) => one.expected !== undefined))("$name", async (vector) => {
    const read = await apply(vector);
    expect(await baseOf(read)).toEqual(vector.expected?.content);
    expect([read.nextUpdate, read.trust.nextUpdate]).toEqual(Array(2).fill(vector.expected?.next_update));
    for (const [no, index, value, asOf, fresh] of vector.expected?.status ?? []) {
      expect(read.trust.status.lookUp(no, index, LATER), `${no} ${index}`).toEqual({ value, asOf, fresh });
    }
  });
});

describe("a hostile delta is refused", () => {
  it.each(FILE.vectors.filter((one) => one.reason !== undefined))("$name", async (vector) => {
    expect(await reasonOf(() => apply(vector))).toBe(vector.reason);
  });
});

test("a base is asked about by its number, time and digests", async () => {
  expect(await baseOf(BUNDLE)).toEqual(FILE.base);
  expect(Object.fromEntries(new URLSearchParams(queryOf(FILE.base)))).toEqual(
    Object.fromEntries(Object.entries(FILE.base).map(([name, value]) => [name, String(value)])),
  );
});

test("whole and delta are kept as two lines and read again", async () => {
  const held = await hold(LM1.bundle, OPENING);
  const newer = await update(held, `${GOOD}\n`, LATER);
  expect([newer.text, newer.bundle.number, newer.base]).toEqual([`${LM1.bundle}\n${GOOD}`, 15, FILE.base]);
  const again = await hold(newer.text, { ...OPENING, atLeastNumber: 15 });
  expect([again.text, again.bundle.number, again.base]).toEqual([newer.text, 15, FILE.base]);
  expect(await reasonOf(() => hold(newer.text, { ...OPENING, atLeastNumber: 16 }))).toBe("rollback");
  expect(await reasonOf(() => hold(LM1.bundle, { ...OPENING, atLeastNumber: 15 }))).toBe("rollback");
});

test("a whole bundle takes the place of both, unless it is older", async () => {
  const held = await hold(LM1.bundle, OPENING);
  expect((await update(held, LM1.bundle, LATER)).text).toBe(LM1.bundle);
  const newer = await update(held, GOOD, LATER);
  expect(await reasonOf(() => update(newer, LM1.bundle, LATER))).toBe("rollback");
  expect([isDelta(GOOD), isDelta(LM1.bundle), isDelta("x")]).toEqual([true, false, false]);
});

test("what was kept and damaged is refused", async () => {
  for (const more of ["\nx", `\n${LM1.bundle}`, `\n${GOOD}\n${GOOD}`]) {
    expect(await reasonOf(() => hold(LM1.bundle + more, OPENING))).toBe("malformed");
  }
  expect((await openBundle(LM1.bundle, OPENING)).number).toBe(12);
});
