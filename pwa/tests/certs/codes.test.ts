/** Codes made on a phone come back as they were made, and pass where they should. */
import { describe, expect, it, test } from "vitest";
import * as base45 from "@/certs/base45";
import * as base64url from "@/certs/base64url";
import { challengeFrom, challengeText, freshNonce } from "@/certs/challenge";
import { packCode, viewCode } from "@/certs/codes";
import { deviceProof } from "@/certs/device";
import * as cose from "@/certs/cose";
import * as jws from "@/certs/jws";
import * as keys from "@/certs/keys";
import { type PackCode, type ViewCode, parse } from "@/certs/lm1";
import { verifyOffline } from "@/certs/verify";
import { BUNDLE, NOW, bytesOf, codeOf, freshKey, reasonOf, vectorPhone } from "./vectors";

const KEY = await vectorPhone();
const HEADER = cose.split(base45.decode(codeOf("three fields").slice(4))).header;
const VIEW = HEADER.slice(4, -4);
const NONCE = bytesOf(0, 1, 2, 3, 4, 5, 6, 7);
const OFFLINE = { bundle: BUNDLE, verifierId: "gate-12", now: NOW, seen: new Set<string>() };

describe("a view code", () => {
  it("is accepted once", async () => {
    const text = await viewCode({ view: VIEW, key: KEY, iat: NOW });
    const verdict = await verifyOffline({ ...OFFLINE, text });
    expect(verdict).toMatchObject({ accepted: true, fields: { name: "欧阳 test", birth_date: "2000-01-01", over_18: true } });
    const again = await verifyOffline({ ...OFFLINE, text, seen: new Set([verdict.onceId ?? ""]) });
    expect(again).toMatchObject({ accepted: false, reason: "replayed", onceId: verdict.onceId });
  });

  it("says for whom, when and in answer to what it was made", async () => {
    const text = await viewCode({ view: base64url.encode(VIEW), key: KEY, iat: NOW, aud: "gate-12", cnonce: NONCE });
    const code = (await parse(text)) as ViewCode;
    expect([code.kind, code.aud, code.iat, code.cnonce]).toEqual(["view", "gate-12", NOW, NONCE]);
    expect((await verifyOffline({ ...OFFLINE, text, challenge: NONCE })).accepted).toBe(true);
    const other = await verifyOffline({ ...OFFLINE, text, challenge: bytesOf(9, 9, 9, 9, 9, 9, 9, 9) });
    expect(other).toMatchObject({ accepted: false, reason: "challenge_mismatch" });
  });

  it("signed anew has another one-time id", async () => {
    const ids = [NOW, NOW + 30].map(async (iat) => (await parse(await viewCode({ view: VIEW, key: KEY, iat }))).onceId);
    expect(new Set(await Promise.all(ids)).size).toBe(2);
  });

  it("signed by another phone is refused", async () => {
    const text = await viewCode({ view: VIEW, key: (await freshKey()).privateKey, iat: NOW });
    expect(await verifyOffline({ ...OFFLINE, text })).toMatchObject({ reason: "device_signature_invalid" });
  });
});

describe("a pack code", () => {
  const entries = [{ handle: "Zb3kQ9xA", view: 3 }, { handle: "B:BBBBBB", view: 9 }];

  it("names the phone and the certificates", async () => {
    const text = await packCode({ handle: base64url.encode(NONCE), entries, key: KEY, iat: NOW, cnonce: NONCE });
    const code = (await parse(text)) as PackCode;
    expect([code.kind, code.deviceHandle, code.entries, code.aud, code.cnonce]).toEqual(["pack", NONCE, entries, "*", NONCE]);
    const verdict = await verifyOffline({ ...OFFLINE, text });
    expect(verdict).toMatchObject({ accepted: false, reason: "pack_needs_server", onceId: code.onceId });
  });

  it("of five fits a QR of version 8", async () => {
    const five = Array.from({ length: 5 }, () => ({ handle: "Zb3kQ9xA", view: 3 }));
    expect((await packCode({ handle: NONCE, entries: five, key: KEY, iat: NOW })).length).toBeLessThanOrEqual(279);
  });

  it("out of form is not made", async () => {
    const one = { handle: "Zb3kQ9xA", view: 1 };
    const wrong = [
      { handle: NONCE.slice(1), entries: [one] }, { handle: NONCE, entries: [] },
      { handle: NONCE, entries: Array.from({ length: 65 }, () => one) }, { handle: NONCE, entries: [{ ...one, view: -1 }] },
      { handle: NONCE, entries: [{ ...one, handle: "seven77" }] }, { handle: NONCE, entries: [{ ...one, view: 1.5 }] },
    ];
    for (const given of wrong) expect(await reasonOf(() => packCode({ ...given, key: KEY, iat: NOW }))).toBe("malformed");
  });
});

test("a code with a broken time or nonce is not made", async () => {
  for (const given of [{ iat: 1.5 }, { iat: -1 }, { iat: Number.NaN }, { iat: NOW, cnonce: bytesOf(1) }]) {
    expect(await reasonOf(() => viewCode({ view: VIEW, key: KEY, ...given }))).toBe("malformed");
  }
});

test("a challenge is read from what a gate shows, and nothing else is one", () => {
  const challenge = { verifierId: "liangzhou-airport", nonce: NONCE };
  expect(challengeText(challenge)).toBe("LM1C:liangzhou-airport:0001020304050607");
  expect(challengeFrom(challengeText(challenge))).toEqual(challenge);
  const wrong = ["", "LM1C:gate", "LM1C::0001020304050607", "LM1C:g:00010203040506", "LM1C:g:000102030405060G",
    "LM1C:g h:0001020304050607", "lm1c:g:0001020304050607", "LM1C:g:0001020304050607\n", "LM1:ABC"];
  expect(wrong.map(challengeFrom)).toEqual(wrong.map(() => null));
  expect(freshNonce()).toHaveLength(8);
  expect(freshNonce()).not.toEqual(freshNonce());
});

test("a device proof is signed by the key it names", async () => {
  const key = await freshKey();
  const proof = await deviceProof({ key, aud: "https://liangma.example", nonce: "n", iat: NOW });
  const mine = await keys.publicOf(key.publicKey);
  expect(jws.parse(proof).header["jwk"]).toEqual(keys.jwkOf(mine));
  const claims = await jws.verify(proof, mine, { typ: "liangma-device-proof+jwt" });
  expect(claims).toEqual({ aud: "https://liangma.example", nonce: "n", iat: NOW });
});
