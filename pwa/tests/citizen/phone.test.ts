/** This phone and its wallet against an office: bound, evicted, removed, another account's; kept, renewed, emptied. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/state/database";
import { iso, makeCard, NOW } from "./cards";
import { office, problem } from "./office";

const BEHIND = 7200; // seconds that the office's clock is behind this phone's
const BOUND = { device_id: "d-1", name: "手机", handle: "h", thumbprint: "t", created_at: iso(NOW), last_seen_at: iso(NOW) };
const BINDING = {
  "GET /api/v1/time": (): [number, unknown] => [200, { now: iso(NOW), seconds: Math.floor(Date.now() / 1000) - BEHIND }],
  "POST /api/v1/devices/challenges": (): [number, unknown] => [201, { nonce: "bm9uY2UxMjM", aud: "https://office", expires_at: iso(NOW) }],
  "POST /api/v1/devices": (): [number, unknown] => [201, BOUND],
};
const WALLET = { "GET /api/v1/wallet": (): [number, unknown] => [200, { server_time: iso(NOW), cards: [makeCard("a"), makeCard("b")] }] };

async function start() {
  vi.resetModules();
  const { session } = await import("@/state/session");
  Object.assign(session, { state: "in", role: "citizen", subject: "account:1" });
  return { session, ...(await import("@/state/device")), ...(await import("@/state/wallet")) };
}

beforeEach(async () => {
  localStorage.removeItem("liangma.clock");
  await closeDatabase();
});
afterEach(() => vi.unstubAllGlobals());

test("binding keeps a key that cannot leave, and proves it to the office's own challenge", async () => {
  const asked = office(BINDING);
  const { bindDevice, device, deviceKeys } = await start();
  await bindDevice("手机");
  expect(device.state).toBe("bound");
  const keys = await deviceKeys();
  expect(keys?.pair.privateKey.extractable).toBe(false);
  const { proof } = asked.find((one) => one.call === "POST /api/v1/devices")?.body as { proof: string };
  const [header, claims, signature] = proof.split(".").map((part) => Buffer.from(part, "base64url")) as [Buffer, Buffer, Buffer];
  const said = JSON.parse(claims.toString()) as { iat: number };
  expect(said).toMatchObject({ aud: "https://office", nonce: "bm9uY2UxMjM" });
  expect(Math.abs(said.iat + BEHIND - Date.now() / 1000)).toBeLessThan(60); // dated by the office's clock
  const { jwk } = JSON.parse(header.toString()) as { jwk: JsonWebKey };
  const key = await crypto.subtle.importKey("jwk", jwk, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  const signed = new TextEncoder().encode(proof.slice(0, proof.lastIndexOf(".")));
  expect(await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, Uint8Array.from(signature), signed)).toBe(true);
});

test("a refused binding leaves no registration behind", async () => {
  office({ ...BINDING, "POST /api/v1/devices": () => problem(409, "too_many_devices") });
  const { bindDevice, device, deviceKeys, restoreDevice } = await start();
  await expect(bindDevice("手机")).rejects.toMatchObject({ code: "too_many_devices" });
  await restoreDevice();
  expect(device.state).toBe("none");
  expect(await deviceKeys()).toBeUndefined();
});

test("a phone whose storage was cleared by the browser knows that it was", async () => {
  office(BINDING);
  const { bindDevice, device, restoreDevice } = await start();
  await bindDevice("手机");
  const db = await database();
  await Promise.all([db.clear("keys"), db.clear("kept")]);
  await restoreDevice();
  expect(device.state).toBe("evicted");
  expect(device.phone?.device_id).toBe("d-1");
});

test("another account finds the phone bound to somebody else, and none of their cards", async () => {
  office({ ...BINDING, ...WALLET });
  const { bindDevice, device, refreshWallet, restoreDevice, restoreWallet, session, wallet } = await start();
  await bindDevice("手机");
  await refreshWallet();
  expect(wallet.cards).toHaveLength(2);
  session.subject = "account:2";
  await Promise.all([restoreDevice(), restoreWallet()]);
  expect(device.state).toBe("other");
  expect(wallet.cards).toEqual([]);
  expect(await (await database()).get("wallet", "wallet")).toBeUndefined();
});

test.each([
  ["a clerk who signs in here", "window", "staff:7", "staff:7"],
  ["whoever opens the page after another's sign-in", null, null, "staff:7"],
  ["whoever opens the page after its holder signed out in another tab", null, null, ""],
])("%s meets no cards", async (_who, role, subject, noted) => {
  office({ ...BINDING, ...WALLET });
  const { bindDevice, refreshWallet, restoreDevice, restoreWallet, session, wallet } = await start();
  await bindDevice("手机");
  await refreshWallet();
  Object.assign(session, { role, subject });
  localStorage.setItem("liangma.signed-in", noted);
  await Promise.all([restoreDevice(), restoreWallet()]);
  expect(wallet.cards).toEqual([]);
  expect(await (await database()).get("wallet", "wallet")).toBeUndefined();
});

test("a binding that broke off after another account's key was kept is no phone of this one", async () => {
  office(BINDING);
  const { bindDevice, device, keep, restoreDevice } = { ...(await start()), ...(await import("@/state/database")) };
  await bindDevice("手机");
  await keep("phone", { device_id: "d-0", name: "手机", subject: "account:1" }); // the key is of d-1
  await restoreDevice();
  expect(device.state).toBe("evicted");
});

test("a phone whose storage is full shows the cards that it fetched", async () => {
  office({ ...BINDING, ...WALLET });
  const { bindDevice, refreshWallet, wallet } = await start();
  await bindDevice("手机");
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  expect(await refreshWallet()).toBe(true);
  vi.restoreAllMocks();
  expect(wallet.cards).toHaveLength(2);
});

test("cards are there at the next start without asking the office", async () => {
  office({ ...BINDING, ...WALLET });
  const before = await start();
  await before.bindDevice("手机");
  await before.refreshWallet();
  const asked = office({});
  const { cards, restoreDevice, restoreWallet, wallet } = await start();
  await Promise.all([restoreDevice(), restoreWallet()]);
  expect(cards.value.map((card) => card.certificate_id)).toEqual(["a", "b"]);
  expect(wallet.fetchedAt).toBe(NOW);
  expect(asked).toEqual([]);
});

test("told that nothing has changed, the phone keeps its cards as fresh as fetched, at the next start too", async () => {
  const whole = (): [number, unknown, Record<string, string>] => [200, { server_time: iso(NOW), cards: [makeCard("a")] }, { ETag: 'W/"v1"' }];
  const first = office({ ...BINDING, "GET /api/v1/wallet": whole });
  const before = await start();
  await before.bindDevice("手机");
  await before.refreshWallet();
  expect(first.at(-1)?.have).toBeNull();
  const asked = office({ "GET /api/v1/wallet": () => [304, null, { ETag: 'W/"v1"', "Server-Time": iso(NOW + 60) }] });
  const { refreshWallet, restoreDevice, restoreWallet, wallet } = await start();
  await Promise.all([restoreDevice(), restoreWallet()]);
  expect(await refreshWallet()).toBe(true);
  expect(asked.map((one) => one.have)).toEqual(['W/"v1"']);
  expect([wallet.fetchedAt, wallet.cards.length, wallet.problem]).toEqual([NOW + 60, 1, null]);
  expect(await (await database()).get("wallet", "wallet")).toMatchObject({ server_time: NOW + 60, version: 'W/"v1"' });
});

test("cards that went away while the office was asked are fetched whole, and a new answer brings a new version", async () => {
  office({ ...BINDING, "GET /api/v1/wallet": () => [200, { server_time: iso(NOW), cards: [makeCard("a")] }, { ETag: 'W/"v1"' }] });
  const { bindDevice, emptyWallet, refreshWallet, wallet } = await start();
  await bindDevice("手机");
  await refreshWallet();
  const asked = office({
    "GET /api/v1/wallet": ({ have }) => {
      if (have === null) return [200, { server_time: iso(NOW + 5), cards: [makeCard("b")] }, { ETag: 'W/"v2"' }];
      void emptyWallet();
      return [304, null, { "Server-Time": iso(NOW + 5) }];
    },
  });
  await refreshWallet();
  expect(asked.map((one) => one.have)).toEqual(['W/"v1"', null]);
  expect([wallet.version, wallet.cards.map((card) => card.certificate_id)]).toEqual(['W/"v2"', ["b"]]);
});

test("an office that does not answer leaves the cards and says why", async () => {
  office({ ...BINDING, ...WALLET });
  const { bindDevice, refreshWallet, wallet } = await start();
  await bindDevice("手机");
  await refreshWallet();
  office({ "GET /api/v1/wallet": () => "silence" });
  expect(await refreshWallet()).toBe(false);
  expect(wallet.cards).toHaveLength(2);
  expect(wallet.problem?.status).toBe(0);
});

test("a phone that was removed elsewhere loses its key, its cards and its sign-in", async () => {
  office({ ...BINDING, ...WALLET });
  const { bindDevice, device, deviceKeys, refreshWallet, session, wallet } = await start();
  await bindDevice("手机");
  await refreshWallet();
  office({ "GET /api/v1/wallet": () => problem(404, "not_found"), "DELETE /api/v1/auth/sessions/current": () => [204, null] });
  await refreshWallet();
  expect([device.state, session.state]).toEqual(["removed", "out"]);
  expect(await deviceKeys()).toBeUndefined();
  expect(wallet.cards).toEqual([]);
});

test("views are renewed days before the first of them ends, and daily at least", async () => {
  const { wallet, wantsRenewal } = await start();
  Object.assign(wallet, { state: "ready", fetchedAt: NOW - 3600, cards: [makeCard("a", {}, 7)] });
  expect(wantsRenewal(NOW)).toBe(false);
  wallet.cards = [makeCard("a", {}, 7), makeCard("b", {}, 3)];
  expect(wantsRenewal(NOW)).toBe(true);
  wallet.cards = [makeCard("a", {}, 7)];
  wallet.fetchedAt = NOW - 2 * 86_400;
  expect(wantsRenewal(NOW)).toBe(true);
});

test("the order the holder gave stays, and new cards come after it", async () => {
  office({ ...BINDING, ...WALLET });
  const { bindDevice, cards, orderCards, refreshWallet, restoreWallet } = await start();
  await bindDevice("手机");
  await refreshWallet();
  await orderCards(["b", "a"]);
  office({ "GET /api/v1/wallet": () => [200, { server_time: iso(NOW), cards: [makeCard("n"), makeCard("a"), makeCard("b")] }] });
  await refreshWallet();
  await restoreWallet();
  expect(cards.value.map((card) => card.certificate_id)).toEqual(["b", "a", "n"]);
});
