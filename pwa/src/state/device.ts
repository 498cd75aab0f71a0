/**
 * This phone as the office knows it: its key, its registration, and what to say when one of them is gone.
 *
 * 1. The key pair lives in IndexedDB; its private half cannot leave. 2. The office learns it by a proof that the key
 * signed for the office's own challenge. 3. A key serves one account; another account binds a key of its own. 4. A key
 * that is gone while this browser remembers a phone was evicted by the browser. 5. A phone that was removed elsewhere
 * loses its key and its cards.
 */
import { reactive } from "vue";
import { api, ask, once } from "@/api/client";
import type { components } from "@/api/schema";
import { encode } from "@/certs/base64url";
import { toUtf8 } from "@/certs/bytes";
import { clock } from "./clock";
import { database, persist } from "./database";
import { session } from "./session";

export type Registered = components["schemas"]["DeviceAnswer"];

/** The registration of this browser, kept beside its key. `subject` is the account that it belongs to. */
export interface Phone {
  device_id: string;
  handle: string;
  name: string;
  subject: string;
}

/** unknown: not read yet · none: never bound here · bound · evicted (rule 4) · removed (rule 5) · other: rule 3 */
export type DeviceState = "unknown" | "none" | "bound" | "evicted" | "removed" | "other";

export const device = reactive<{ state: DeviceState; phone: Phone | null; cannotKeep: boolean }>({
  state: "unknown",
  phone: null,
  cannotKeep: false,
});

const KEY = "phone";
const REMEMBERED = "liangma.phone"; // outside IndexedDB, so that a lost key is noticed
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" } as const;
const SIGNING = { name: "ECDSA", hash: "SHA-256" } as const;
const PROOF_TYPE = "liangma-device-proof+jwt";

/** Read what this browser holds; safe to call again. */
export async function restoreDevice(): Promise<void> {
  const [phone, key] = await Promise.all([keptPhone(), deviceKey()]);
  device.phone = phone ?? remembered();
  if (phone && key) device.state = ofThisAccount(phone) ? "bound" : "other";
  else if (device.state !== "removed") device.state = device.phone && ofThisAccount(device.phone) ? "evicted" : "none";
}

/** This phone's key pair, or undefined when there is none (or the browser does not let pages keep one). */
export async function deviceKey(): Promise<CryptoKeyPair | undefined> {
  try {
    return (await (await database()).get("keys", KEY)) as CryptoKeyPair | undefined;
  } catch {
    device.cannotKeep = true;
    return undefined;
  }
}

/** Make a key, prove it and keep it. Throws Problem, or KeyNotKept where the browser keeps nothing. */
export async function bindDevice(name: string): Promise<Phone> {
  const pair = (await crypto.subtle.generateKey(ALGORITHM, false, ["sign"])) as CryptoKeyPair;
  await keepKey(pair); // before the office learns it: a key that cannot be kept must not take one of the eight places
  const asked = await ask(api.POST("/api/v1/devices/challenges"));
  const proof = await makeProof(pair, asked.aud, asked.nonce, clock.now());
  const made = await ask(api.POST("/api/v1/devices", { body: { proof, name }, headers: { "Idempotency-Key": once() } }));
  await keepPhone({ device_id: made.device_id, handle: made.handle, name: made.name, subject: session.subject ?? "" });
  void persist();
  device.state = "bound";
  return device.phone!;
}

/** A browser that does not let a page keep a key: private windows of some, or storage switched off. */
export class KeyNotKept extends Error {}

/** A compact JWS {aud, nonce, iat} with the key in its header, signed by that key. `iat`: seconds since 1970. */
export async function makeProof(pair: CryptoKeyPair, aud: string, nonce: string, iat: number): Promise<string> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const header = { alg: "ES256", typ: PROOF_TYPE, jwk: { kty, crv, x, y } };
  const body = [header, { aud, nonce, iat: Math.floor(iat) }].map((part) => encode(toUtf8(JSON.stringify(part))));
  const signed = await crypto.subtle.sign(SIGNING, pair.privateKey, toUtf8(body.join(".")));
  return [...body, encode(new Uint8Array(signed))].join(".");
}

/** Take key and registration off this phone. `removed` says that somebody removed it elsewhere. */
export async function forgetDevice(state: "none" | "removed" = "none"): Promise<void> {
  const db = await database();
  await Promise.all([db.delete("keys", KEY), db.delete("kept", KEY)]);
  localStorage.removeItem(REMEMBERED);
  device.state = state;
  device.phone = null;
}

export async function listDevices(): Promise<Registered[]> {
  return (await ask(api.GET("/api/v1/devices"))).items;
}

export async function renameDevice(deviceId: string, name: string): Promise<Registered> {
  const path = { device_id: deviceId };
  const renamed = await ask(api.PATCH("/api/v1/devices/{device_id}", { params: { path }, body: { name } }));
  if (deviceId === device.phone?.device_id) await keepPhone({ ...device.phone, name });
  return renamed;
}

/** Remove a phone for good; removing this one also takes its key away. */
export async function removeDevice(deviceId: string): Promise<void> {
  await ask(api.DELETE("/api/v1/devices/{device_id}", { params: { path: { device_id: deviceId } } }));
  if (deviceId === device.phone?.device_id) await forgetDevice();
}

function ofThisAccount(phone: Phone): boolean {
  return session.subject === null || session.subject === undefined || phone.subject === session.subject;
}

async function keptPhone(): Promise<Phone | undefined> {
  try {
    return (await (await database()).get("kept", KEY)) as Phone | undefined;
  } catch {
    device.cannotKeep = true;
    return undefined;
  }
}

async function keepKey(pair: CryptoKeyPair): Promise<void> {
  try {
    await (await database()).put("keys", pair, KEY);
  } catch (error) {
    device.cannotKeep = true;
    throw new KeyNotKept("this browser keeps no keys", { cause: error });
  }
}

async function keepPhone(phone: Phone): Promise<void> {
  await (await database()).put("kept", phone, KEY);
  localStorage.setItem(REMEMBERED, JSON.stringify(phone));
  device.phone = phone;
}

function remembered(): Phone | null {
  try {
    return JSON.parse(localStorage.getItem(REMEMBERED) ?? "null") as Phone | null;
  } catch {
    return null;
  }
}
