/** What a view is called, what is in it, and that its code stays within what cheap cameras read. */
import { beforeAll, describe, expect, it } from "vitest";
import { drawQr } from "@/components/qrPath";
import { decode } from "@/certs/base64url";
import { viewCode } from "@/certs/codes";
import { parse } from "@/certs/lm1";
import { MOST_CHARACTERS, signView } from "@/pages/citizen/show/signing";
import { shownIn } from "@/pages/citizen/show/shownFields";
import { viewWords } from "@/pages/citizen/show/viewWords";
import { database } from "@/state/database";
import vectors from "../../../tests/vectors/views.json";
import { TYPES, typeOf } from "./world";

const NONCE = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]);
const CURVE = { name: "ECDSA", namedCurve: "P-256" };
let pair: CryptoKeyPair;

beforeAll(async () => {
  const { kty, crv, x, y } = vectors.device_private;
  const privateKey = await crypto.subtle.importKey("jwk", vectors.device_private, CURVE, false, ["sign"]);
  const publicKey = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, CURVE, true, ["verify"]);
  pair = { privateKey, publicKey };
});

function words(type: string, number: number): [string, string] {
  const { zh, en } = viewWords(typeOf(type).views.find((view) => view.number === number)!, typeOf(type));
  return [zh, en];
}

describe("the longest view of every view of every type", () => {
  it("is here for all of them", () => {
    const all = [...TYPES.values()].flatMap((type) => type.views.map((view) => `${type.id} ${view.number}`));
    expect(vectors.views.map(({ type, view }) => `${type} ${view}`).sort()).toEqual(all.sort());
  });

  it.each(vectors.views)("$type $view is shown in a QR of version 15 or less", async ({ signed }) => {
    const text = await viewCode({ view: signed, key: pair.privateKey, iat: vectors.signed_at });
    expect(drawQr(text, 40)?.version).toBeLessThanOrEqual(15);
  });

  it.each(vectors.views)("$type $view stays so when a nonce is at hand", async ({ signed }) => {
    await (await database()).put("keys", { name: "phone", pair, device_id: "one", handle: "AAAAAAAAAAA" });
    const text = await signView(signed, NONCE);
    expect(drawQr(text, 40)?.version).toBeLessThanOrEqual(15);
    const withNonce = await viewCode({ view: signed, key: pair.privateKey, iat: vectors.signed_at, cnonce: NONCE });
    expect((await parse(text)).cnonce !== null).toBe(withNonce.length <= MOST_CHARACTERS);
  });

  it.each(vectors.views)("$type $view answers a challenge in a QR of version 16 or less", async ({ signed }) => {
    await (await database()).put("keys", { name: "phone", pair, device_id: "one", handle: "AAAAAAAAAAA" });
    const text = await signView(signed, null, { aud: "liangzhou-airport", cnonce: NONCE });
    expect(drawQr(text, 40)?.version).toBeLessThanOrEqual(16);
    expect(await parse(text)).toMatchObject({ aud: "liangzhou-airport", cnonce: NONCE });
  });

  it.each(vectors.views)("$type $view is told field by field before it is shown", ({ type, signed, labels }) => {
    const { lines } = shownIn(signed, typeOf(type));
    expect(decode(signed).length).toBeGreaterThan(100);
    expect(lines.map((line) => line.name).sort()).toEqual(Object.values(labels).sort());
    for (const line of lines) expect(line.text.zh).not.toBe("");
  });
});

describe("a view in plain words", () => {
  it("tells a single mark of age as what it says", () => {
    expect(words("resident-id", 1)).toEqual(["只出示“已满18周岁”", "only that I am over 18"]);
  });

  it("names up to three fields, the name first, an age last", () => {
    expect(words("resident-id", 2)).toEqual(["姓名、相片和已满18周岁", "name, photo and that I am over 18"]);
  });

  it("counts the rest of many fields", () => {
    expect(words("resident-id", 3)).toEqual(["姓名、公民身份号码等4项", "name, citizen number and 2 more"]);
  });

  it("calls everything everything", () => {
    expect(words("resident-id", 9)).toEqual(["全部信息", "everything"]);
  });

  it("falls back to the view's own name while the type is not known", () => {
    expect(viewWords({ number: 2, id: "gate", name: { zh: "闸机通行", en: "At a gate" } }, undefined).en).toBe("At a gate");
  });

  it("gives no two views of a type the same words", () => {
    for (const type of TYPES.values()) {
      const all = type.views.map((view) => viewWords(view, type).zh);
      expect(new Set(all).size).toBe(all.length);
    }
  });
});
