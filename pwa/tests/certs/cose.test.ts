/** COSE_Sign1: the algorithm stands in the protected header and nowhere else. */
import { describe, expect, it, test } from "vitest";
import { type Bytes, concat, fromHex, toUtf8 } from "@/certs/bytes";
import * as cbor from "@/certs/cbor";
import * as cose from "@/certs/cose";
import * as keys from "@/certs/keys";
import { bytesOf, freshKey, reasonOf } from "./vectors";

const PAIR = await freshKey();
const HEADER = cbor.encode(new Map([[1, -9]]));
const RIGHT = await cose.seal(HEADER, toUtf8("payload"), PAIR.privateKey);

function message(header: Bytes, unprotected: Bytes): Bytes {
  const signature = cbor.byteString(new Uint8Array(64));
  return concat(bytesOf(0xd2, 0x84), cbor.byteString(header), unprotected, cbor.byteString(toUtf8("x")), signature);
}

test("a sealed message reads back and verifies over what was signed", async () => {
  const read = cose.parse(RIGHT);
  expect(read.payload).toEqual(toUtf8("payload"));
  expect(read.signed).toEqual(cose.sigStructure(HEADER, toUtf8("payload")));
  expect(await keys.verify(await keys.publicOf(PAIR.publicKey), read.signature, read.signed)).toBe(true);
});

describe("an algorithm that is not pinned is refused", () => {
  it.each([
    ["-7", "a10126", "a0"], ["true", "a101f5", "a0"], ["none at all", "a0", "a0"], ["unprotected only", "a0", "a10128"],
    ["protected and unprotected", "a10128", "a10128"], ["as text", "a101622d39", "a0"],
  ])("%s", async (_, header, unprotected) => {
    expect(await reasonOf(() => cose.parse(message(fromHex(header), fromHex(unprotected))))).toBe("wrong_algorithm");
  });
});

test("other shapes are refused", async () => {
  const wrong = [RIGHT.slice(1), message(fromHex("80"), fromHex("a0")), message(HEADER, fromHex("80")), fromHex("d280"), fromHex("d2")];
  for (const data of wrong) expect(await reasonOf(() => cose.parse(data))).toBe("malformed");
  expect(await reasonOf(() => cose.parse(concat(RIGHT, bytesOf(0))))).toBe("not_canonical");
  expect(await reasonOf(() => cose.parse(RIGHT, { maxBytes: 20 }))).toBe("too_long");
});
