/** Strict CBOR: one spelling for each value. */
import { describe, expect, it, test } from "vitest";
import { fromHex, toHex } from "@/certs/bytes";
import * as cbor from "@/certs/cbor";
import { bytesOf, randomBytes, reasonOf } from "./vectors";

const WRONG = [
  ["1801", "not_canonical"], ["190001", "not_canonical"], ["1a00000001", "not_canonical"],
  ["1b0000000000000001", "not_canonical"], ["3801", "not_canonical"], ["5801ff", "not_canonical"],
  ["9f01ff", "not_canonical"], ["bfff", "not_canonical"], ["5f41ffff", "not_canonical"],
  ["a201010102", "not_canonical"], ["0100", "not_canonical"], ["", "malformed"], ["8201", "malformed"],
  ["f93c00", "malformed"], ["fb3ff0000000000000", "malformed"], ["f7", "malformed"], ["f0", "malformed"],
  ["c101", "malformed"], ["d9d9f701", "malformed"], ["61ff", "malformed"], ["a1f401", "malformed"],
  ["1c", "malformed"], ["4401", "malformed"], ["19", "malformed"], ["ff", "malformed"],
] as const;

describe("a second spelling and a foreign item are refused", () => {
  it.each(WRONG)("%s is %s", async (hexadecimal, reason) => {
    expect(await reasonOf(() => cbor.decode(fromHex(hexadecimal)))).toBe(reason);
  });
});

test("the same spelling as elsewhere", () => {
  const value = new Map<number | string, cbor.Cbor>([
    [3, "*"], [-65538, [["Zb3kQ9xA", 1], ["张三", 1_800_000_000]]], ["k", bytesOf(1, 2)], [23, null], [24, true],
    [256, -1], [65536, -4294967297], [4, 2n ** 64n - 1n], [5, -(2n ** 64n)], [6, Number.MAX_SAFE_INTEGER],
  ]);
  const written =
    "aa03612a3a000100018282685a62336b51397841018266e5bca0e4b8891a6b49d200616b42010217f61818f5190100201a000100003b0000" +
    "000100000000041bffffffffffffffff053bffffffffffffffff061b001fffffffffffff";
  expect(toHex(cbor.encode(value))).toBe(written);
  expect(cbor.decode(fromHex(written))).toEqual(value);
});

test("integers beyond 53 bits are read as what they are", () => {
  expect(cbor.decode(fromHex("1b0020000000000000"))).toBe(2n ** 53n);
  expect(cbor.decode(fromHex("1b001fffffffffffff"))).toBe(2 ** 53 - 1);
  expect(cbor.decode(fromHex("3b001fffffffffffff"))).toBe(-(2n ** 53n));
});

test("a byte order mark in text stays", () => {
  expect(cbor.decode(fromHex("63efbbbf"))).toBe("\ufeff");
});

test("what decodes encodes to the same bytes", () => {
  let read = 0;
  for (let round = 0; round < 20_000; round++) {
    const data = randomBytes(1 + (round % 12));
    let value: cbor.Cbor;
    try {
      value = cbor.decode(data);
    } catch {
      continue;
    }
    read++;
    expect(toHex(cbor.encode(value))).toBe(toHex(data));
  }
  expect(read).toBeGreaterThan(100);
});

test("depth and size have limits", async () => {
  const nested = (depth: number) => fromHex(`${"81".repeat(depth)}01`);
  expect(cbor.decode(nested(8))).toBeDefined();
  expect(await reasonOf(() => cbor.decode(nested(9)))).toBe("malformed");
  expect(await reasonOf(() => cbor.decode(fromHex("4100"), { maxBytes: 1 }))).toBe("too_long");
});

test("what CBOR cannot hold is not written", async () => {
  for (const value of [1.5, Number.NaN, 2 ** 53, 2n ** 64n, -(2n ** 64n) - 1n]) {
    expect(await reasonOf(() => cbor.encode(value))).toBe("malformed");
  }
});
