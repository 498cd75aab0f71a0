/** The bundle: signed by the anchor through and through, and its number only grows. */
import { describe, expect, it, test } from "vitest";
import { openBundle } from "@/certs/bundle";
import { SUSPENDED } from "@/certs/status";
import { ANCHOR, LM1, reasonOf } from "./vectors";
import { PAYLOAD, bundleText, newAnchor, statusList, trustList, typesWith } from "./world";

const T0 = LM1.bundle_read_at;
const DAY = 86_400;
const OWN = await newAnchor();
const OTHER = await newAnchor();
const OPENING = { anchor: OWN.thumbprint, now: T0 };

async function refusal(changes: object, opening = OPENING): Promise<string> {
  return reasonOf(async () => openBundle(await bundleText(OWN, changes), opening));
}

test("a bundle holds all a verifier needs", async () => {
  const read = await openBundle(LM1.bundle, { anchor: ANCHOR, now: T0, atLeastNumber: 12 });
  expect([read.number, read.iat, read.nextUpdate, read.serverTime]).toEqual([12, T0, T0 + 3 * DAY, T0]);
  expect([read.anchor, read.anchorPinned]).toEqual([ANCHOR, true]);
  expect(read.policy).toEqual({ iatPast: 90, iatFuture: 30, statusMaxAge: DAY, grace: 2 * DAY });
  expect([...read.trust.trustList.issuers.keys()]).toEqual(["GA", "SC", "MZ"]);
  expect(read.trust.trustList.issuers.get("GA")?.keys.size).toBe(5);
  expect([...read.trust.catalogue.keys()]).toEqual([1, 2]);
  expect(read.trust.status.lookUp(0, 2, T0)).toEqual({ value: SUSPENDED, asOf: T0, fresh: true });
});

test("the same world signed by another anchor reads the same", async () => {
  expect((await openBundle(await bundleText(OWN), OPENING)).number).toBe(12);
});

test("without a known anchor the bundle vouches for itself and says so", async () => {
  const read = await openBundle(LM1.bundle, { anchor: null, now: T0 });
  expect([read.anchor, read.anchorPinned]).toEqual([ANCHOR, false]);
});

test("another signer is refused when the anchor is known", async () => {
  expect(await reasonOf(async () => openBundle(await bundleText(OTHER), OPENING))).toBe("signature_invalid");
});

test("an anchor that was forgotten trusts nobody, and the error says that it was none", async () => {
  const forgotten = { now: T0 } as typeof OPENING;
  await expect(openBundle(LM1.bundle, forgotten)).rejects.toMatchObject({ reason: "signature_invalid", detail: expect.stringMatching(/handed in: undefined$/) as string });
});

test("a bundle signed by one key that names another is refused", async () => {
  const forged = await bundleText(OWN, { anchor: OTHER.jwk });
  for (const anchor of [null, OWN.thumbprint, OTHER.thumbprint]) {
    expect(await reasonOf(() => openBundle(forged, { anchor, now: T0 }))).toBe("signature_invalid");
  }
});

test("parts inside must be signed by the same anchor", async () => {
  expect(await refusal({ trust_list: await trustList(OTHER) })).toBe("signature_invalid");
  expect(await refusal({ status_lists: { 0: await statusList(OTHER) } })).toBe("signature_invalid");
});

test("an older bundle is refused as a rollback", async () => {
  expect(await reasonOf(() => openBundle(LM1.bundle, { anchor: ANCHOR, now: T0, atLeastNumber: 13 }))).toBe("rollback");
});

test("a bundle from the future is refused, a stale one still read", async () => {
  const at = (now: number) => openBundle(LM1.bundle, { anchor: ANCHOR, now });
  expect((await at(T0 - 30)).number).toBe(12);
  expect(await reasonOf(() => at(T0 - 31))).toBe("bundle_from_future");
  expect((await at(T0 + 99 * DAY)).number).toBe(12);
});

test("a status list under another number is refused", async () => {
  expect(await refusal({ status_lists: { 1: await statusList(OWN, "0") } })).toBe("status_list_uri");
});

describe("a bundle out of form is refused", () => {
  const changes: object[] = [
    { number: "12" }, { number: true }, { number: 12.5 }, { iat: null }, { trust_list: 1 }, { trust_list: "x.y.z" },
    { types: {} }, { types: [1] }, { status_lists: [] }, { status_lists: { "01": "" } }, { status_lists: { "-1": "" } },
    { status_lists: { "": "" } }, { status_lists: { "²": "" } }, { status_lists: { ["9".repeat(5_000)]: "" } },
    { status_lists: { 0: 5 } }, { policy: {} }, { policy: { iat_past: 1.5 } }, { server_time: "now" }, { anchor: {} },
    { anchor: { ...OWN.jwk, d: OWN.jwk.x } },
  ];
  it.each(changes)("%j", async (change) => {
    expect(await refusal(change)).toBe("malformed");
  });
});

describe("a trust list out of form is refused", () => {
  const key = { jwk: OTHER.jwk, state: "active", active_from: 0, retired_at: null, compromised_since: null };
  const issuer = { name: { zh: "甲", en: "A" }, authority_code: "X", types: [1], keys: [key] };
  const issuers: unknown[] = [
    [], { GA: 1 }, { GA: { ...issuer, name: "甲" } }, { GA: { ...issuer, name: { zh: "甲" } } },
    { GA: { ...issuer, types: ["1"] } }, { GA: { ...issuer, types: [true] } }, { GA: { ...issuer, keys: {} } },
    { GA: { ...issuer, keys: [{ ...key, state: "good" }] } }, { GA: { ...issuer, keys: [{ ...key, jwk: { kty: "EC" } }] } },
    { GA: { ...issuer, keys: [{ ...key, active_from: "0" }] } }, { GA: { ...issuer, keys: [key, { ...key, state: "retired" }] } },
    { GA: { ...issuer, keys: [{ ...key, retired_at: 1.5 }] } },
  ];
  it.each(issuers)("%j", async (each) => {
    expect(await refusal({ trust_list: await trustList(OWN, { issuers: each }) })).toBe("malformed");
  });
});

describe("a bundle with a broken certificate type is refused", () => {
  const broken: object[] = [
    { number: 0 }, { number: 2 }, { id: "card-2" }, { issuers: "GA" }, { fields: { name: { label: 0, kind: "text" } } },
    { fields: { name: { label: 1, kind: "colour" } } }, { derived: { over_18: { label: 1, rule: "age_over" } } },
    { derived: { over_18: { label: 9, rule: "eval" } } }, { views: [{ number: 1 }] },
    { fields: { stranger: { label: 1, kind: "text" } } }, { fields: { name: { label: 1, kind: "text", mask: "keep" } } },
  ];
  it.each(broken)("%j", async (change) => {
    expect(await refusal({ types: typesWith(change) })).toBe("catalogue");
  });

  test("a file that is no JSON, or too large", async () => {
    for (const text of ["{}", "", '{"a":1,"a":2}', " ".repeat(200_001)]) {
      expect(await refusal({ types: [{ file: "x.json", text }] })).toBe("catalogue");
    }
  });
});

test("text that is no bundle is refused", async () => {
  for (const text of ["", "a.b", "{}", "a.b.c", LM1.bundle.slice(0, -1), `${LM1.bundle}.`, "\ud800"]) {
    for (const anchor of [ANCHOR, null]) {
      expect(await reasonOf(() => openBundle(text, { anchor, now: T0 }))).toMatch(/^(malformed|not_canonical)$/);
    }
  }
});

test("the payload of the vectors is what this file believes it to be", () => {
  expect(PAYLOAD["number"]).toBe(12);
});
