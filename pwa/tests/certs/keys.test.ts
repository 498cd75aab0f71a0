/** P-256 keys: their forms, and signatures that are checked for range before anything else. */
import { expect, test } from "vitest";
import * as base64url from "@/certs/base64url";
import { concat, toUtf8 } from "@/certs/bytes";
import * as keys from "@/certs/keys";
import { publicFromJwk, publicFromPoint } from "@/certs/points";
import { freshKey, reasonOf } from "./vectors";

const RFC_JWK = {
  kty: "EC",
  crv: "P-256",
  x: "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
  y: "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
}; // RFC 7517 A.1, first key
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

function number32(value: bigint) {
  return Uint8Array.from(value.toString(16).padStart(64, "0").match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

test("a key keeps its form through JWK and compressed point", async () => {
  const { publicKey } = await freshKey();
  const key = await keys.publicOf(publicKey);
  expect(publicFromJwk({ ...keys.jwkOf(key) })).toEqual(key);
  expect(publicFromPoint(key.point.slice(1, 33), ((key.point[64] ?? 0) & 1) === 1)).toEqual(key);
});

test("the thumbprint is the one of RFC 7638", async () => {
  const key = publicFromJwk(RFC_JWK);
  expect(base64url.encode(await keys.thumbprint(key))).toBe("cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s");
});

test.each([
  { kty: "OKP" }, { crv: "P-384" }, { x: null }, { x: RFC_JWK.x.slice(0, -1) }, { x: `${RFC_JWK.x}=` },
  { x: `${RFC_JWK.x.slice(0, -1)}5` }, { y: RFC_JWK.x }, { y: "A".repeat(43) }, { d: "A".repeat(43) }, { use: "enc" },
  { key_ops: ["sign"] }, { x: "é".repeat(43) },
])("a JWK with %j is refused", async (change) => {
  expect(await reasonOf(() => publicFromJwk({ ...RFC_JWK, ...change }))).toBe("key_format");
});

test("a point off the curve is refused", async () => {
  for (const x of [new Uint8Array(32).fill(0xff), new Uint8Array(31), number32(1n)]) {
    expect(await reasonOf(() => publicFromPoint(x, true))).toBe("key_format");
  }
});

test("a signature verifies for its key and data only", async () => {
  const pair = await freshKey();
  const key = await keys.publicOf(pair.publicKey);
  const signature = await keys.sign(pair.privateKey, toUtf8("data"));
  expect(signature.length).toBe(64);
  expect(await keys.verify(key, signature, toUtf8("data"))).toBe(true);
  expect(await keys.verify(key, signature, toUtf8("Data"))).toBe(false);
  expect(await keys.verify(await keys.publicOf((await freshKey()).publicKey), signature, toUtf8("data"))).toBe(false);
});

test("a signature out of range is false and not an exception", async () => {
  const key = await keys.publicOf((await freshKey()).publicKey);
  const pairs = [[0n, 1n], [1n, 0n], [ORDER, 1n], [1n, ORDER], [ORDER - 1n, ORDER + 1n], [2n ** 256n - 1n, 1n]] as const;
  for (const [r, s] of pairs) expect(await keys.verify(key, concat(number32(r), number32(s)), toUtf8("data"))).toBe(false);
  for (const size of [0, 63, 65, 72]) {
    expect(await keys.verify(key, new Uint8Array(size).fill(1), toUtf8("data"))).toBe(false);
  }
});
