/** Answering a request: what the phone signs and sends, what is kept without a network, and what stands on the page. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { accept, forget } from "@/api/tokens";
import { disclosure } from "@/certs/disclosure";
import * as jws from "@/certs/jws";
import * as keys from "@/certs/keys";
import { permittedTypes, type Wanted as Wish, wish, wishOf } from "@/components/requests/wanted";
import { hasKept, read, sayNo, sayYes } from "@/pages/citizen/requests/answering";
import { sendAllKept } from "@/pages/citizen/requests/lines";
import { ownValue, reaches } from "@/pages/citizen/requests/ownValues";
import { offers, readOffers } from "@/pages/citizen/proposals/offers";
import { readWaiting, waiting } from "@/pages/citizen/requests/waiting";
import { lacking, type MyRequest, stands, usual, type Wanted } from "@/pages/citizen/requests/terms";
import { clock } from "@/state/clock";
import { closeDatabase, database } from "@/state/database";
import { network } from "@/state/network";
import { session } from "@/state/session";
import { json, office, refused } from "../api/office";

const ID = "01890a5d-ac96-774b-bcce-b302099a8059";
const ONE = `/api/v1/me/requests/${ID}`;
const found = {
  request_id: ID, aud: "https://liangma.example", asker: { id: "harbour-bank" }, purpose: { code: "open-account" }, until: "2027-01-15T08:10:00Z", keep_days: 30,
} as MyRequest;
const picked = [{ id: "c1", fields: ["name", "birth_date"] }];

async function withKey(): Promise<CryptoKeyPair> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  await (await database()).put("keys", { name: "phone", pair, device_id: "d", handle: "h", thumbprint: "t" });
  return pair;
}

beforeEach(async () => {
  await closeDatabase();
  await accept({ access_token: "t", token_type: "Bearer", expires_in: 600, role: "citizen", csrf_token: "c" });
});
afterEach(async () => {
  await forget();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("a yes", () => {
  it("is signed over exactly what is shown, and sent", async () => {
    const pair = await withKey();
    const asked = office({ [`POST ${ONE}/consent`]: () => json(200, found), "GET /api/v1/time": () => json(200, { seconds: 1_800_000_000 }) });
    await sayYes(found, picked);
    const sent = JSON.parse(asked.at(-1)?.body ?? "{}") as { signature: string; certificates: unknown; device_id: string };
    expect(sent.certificates).toEqual([{ certificate_id: "c1", fields: ["name", "birth_date"] }]);
    const { iat, ...said } = await jws.verify(sent.signature, await keys.publicOf(pair.publicKey), { typ: "liangma-disclosure+jwt" });
    const expected = { aud: found.aud, request: ID, asker: "harbour-bank", purpose: "open-account", until: found.until, keep_days: 30, certificates: picked };
    expect(said).toEqual(expected);
    expect(jws.parse(await disclosure(expected, Number(iat), pair.privateKey)).payload).toEqual(jws.parse(sent.signature).payload);
    expect(await hasKept(ID)).toBe(false);
  });

  it("that got no answer is kept, and sent as it was when the network is back", async () => {
    await withKey();
    let silent = true;
    const asked = office({
      [`POST ${ONE}/consent`]: () => (silent ? Promise.reject(new TypeError("no network")) : json(200, found)), "GET /api/v1/time": () => json(200, { seconds: 1_800_000_000 }),
    });
    await expect(sayYes(found, picked)).rejects.toMatchObject({ status: 0 });
    expect(await hasKept(ID)).toBe(true);
    silent = false;
    await sendAllKept();
    await sendAllKept();
    const bodies = asked.filter((one) => one.method === "POST").map((one) => one.body);
    expect(bodies).toHaveLength(2);
    expect(bodies[1]).toBe(bodies[0]);
    expect(await hasKept(ID)).toBe(false);
  });

  it("that could not be sent in four minutes is dropped", async () => {
    office({ [`POST ${ONE}/refusal`]: () => Promise.reject(new TypeError("no network")) });
    await expect(sayNo(found)).rejects.toMatchObject({ status: 0 });
    const then = clock.now();
    vi.spyOn(clock, "now").mockReturnValue(then + 241);
    expect(await hasKept(ID)).toBe(false);
  });
});

it("a refusal of the office is told and not kept", async () => {
  office({ [`POST ${ONE}/refusal`]: () => refused(409, "request_closed") });
  await expect(sayNo(found)).rejects.toMatchObject({ code: "request_closed" });
  expect(await hasKept(ID)).toBe(false);
});

it("a link is taken by its reference, and a request read by its id", async () => {
  const asked = office({ "POST /api/v1/me/requests/claims": () => json(200, found), [`GET ${ONE}`]: () => json(200, found) });
  await read("Ab3_-xYz90QwErTy12345A");
  await read(ID);
  expect(asked.map((one) => `${one.method} ${one.body}`)).toEqual(['POST {"reference":"Ab3_-xYz90QwErTy12345A"}', "GET "]);
});

it("what waits for one citizen is not shown to the next who signs in on the page, not even without a network", async () => {
  office({
    "GET /api/v1/me/requests": () => json(200, { items: [{ request_id: ID }], next_cursor: null }),
    "GET /api/v1/me/proposals": () => json(200, { items: [{ proposal_id: "p", state: "offered" }] }),
  });
  Object.assign(session, { state: "in", role: "citizen", subject: "account:1", identity: { name: "谢**", number: "" } });
  await Promise.all([readWaiting(), readOffers()]);
  expect([waiting.value.length, offers.value.length]).toEqual([1, 1]);
  Object.assign(session, { subject: "account:2" });
  network.online = false;
  await readWaiting();
  expect([waiting.value, offers.value]).toEqual([[], []]);
  Object.assign(session, { state: "out", role: null, subject: null, identity: null });
  network.online = true;
});

describe("what stands on the page", () => {
  const wanted = {
    fields: [{ name: "name", required: true }, { name: "address", required: false }],
    mine: [{ certificate_id: "a", fields: ["address"] }, { certificate_id: "b", fields: ["name"] }],
  } as unknown as Wanted;

  it("offers the first certificate that has all that is required", () => {
    expect(usual(wanted)?.certificate_id).toBe("b");
    expect(wanted.mine.map((one) => lacking(wanted, one))).toEqual([["name"], []]);
  });

  it("counts a consent as standing until its days are over", () => {
    const given = { state: "given", result_until: "2027-01-15T08:00:00Z" } as const;
    const end = Date.parse(given.result_until) / 1000;
    expect([end - 1, end].map((now) => stands(given, now))).toEqual([true, false]);
    expect(stands({ ...given, state: "withdrawn" }, end - 1)).toBe(false);
  });

  it("shows an age as yes or no, on the birthday already yes", () => {
    expect(["2026-11-21", "2026-11-22"].map((day) => reaches("2008-11-22", 18, day))).toEqual([false, true]);
    const card = { fields: [{ name: "birth_date", value: "2008-11-22" }] } as Parameters<typeof ownValue>[0];
    expect(["over_18", "portrait_digest", "birth_date"].map((name) => ownValue(card, name, "2026-11-21").kind)).toEqual(["no", "digest", "field"]);
    expect(ownValue(undefined, "name", "2026-11-21").kind).toBe("unread");
  });
});

describe("what is asked for", () => {
  const type = { id: "resident-id", name: { zh: "", en: "" }, fields: ["name", "sex", "address"].map((name) => ({ name, title: { zh: name, en: name } })) };

  it("keeps the order of the type, and each field once", () => {
    const none: Wish = { type: "resident-id", required: [], optional: [] };
    const some = wish(wish(wish(none, type, "address", "required"), type, "name", "required"), type, "sex", "optional");
    expect(some).toEqual({ type: "resident-id", required: ["name", "address"], optional: ["sex"] });
    expect(wishOf(wish(some, type, "name", "optional"), "name")).toBe("optional");
    expect(wish(some, type, "sex", "no").optional).toEqual([]);
  });

  it("offers what is registered and nothing else", () => {
    const types = [{ ...type, number: 1 }, { ...type, id: "marriage", number: 2 }, { ...type, id: "birth", number: 3 }] as unknown as Parameters<typeof permittedTypes>[0];
    const permitted = permittedTypes(types, { "1": "*", "2": ["sex"] });
    expect(permitted.map((one) => [one.id, one.fields.length])).toEqual([["resident-id", 3], ["marriage", 1]]);
    expect(permittedTypes(types, undefined)).toEqual([]);
  });
});
