/**
 * This phone as the office knows it: its key, its registration, and what to say when one of them is gone.
 *
 * 1. The key pair lives in IndexedDB; its private half cannot leave. 2. The office learns it by a proof that the key
 * signed for the office's own challenge. 3. A key serves one account; another account binds a key of its own. 4. A key
 * that is gone while this browser remembers a phone was evicted by the browser. 5. A phone that was removed elsewhere
 * loses its key and its cards, and signs itself out.
 */
import { reactive } from "vue";
import { api, ask } from "@/api/client";
import type { components } from "@/api/schema";
import { sentOnce } from "./again";
import { clock } from "./clock";
import { type KeptKeys, database, keep, persist, recall } from "./database";
import { learnTime } from "./officeTime";
import { session } from "./session";
import { noted } from "./whose";

export type Registered = components["schemas"]["DeviceAnswer"];

/** The registration of this browser. `subject` is the account that it belongs to. */
export interface Phone {
  device_id: string;
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

const KEY = "phone"; // in keys and in kept
const NEW = "phone-new"; // a key that the office has not registered yet
const REMEMBERED = "liangma.phone"; // outside IndexedDB, so that a lost key is noticed
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" } as const;

/** Read what this browser holds; safe to call again. */
export async function restoreDevice(): Promise<void> {
  const [phone, keys] = await Promise.all([recall(KEY) as Promise<Phone | null>, deviceKeys()]);
  device.phone = phone ?? remembered();
  device.state = stateOf(device.phone, phone !== null && keys?.device_id === phone.device_id);
}

function stateOf(phone: Phone | null, whole: boolean): DeviceState {
  if (phone === null) return device.state === "removed" ? "removed" : "none";
  if (whole) return ofThisAccount(phone) ? "bound" : "other";
  return ofThisAccount(phone) ? "evicted" : "none";
}

/** This phone's key pair with its handle, or undefined when there is none (or the browser keeps nothing). */
export async function deviceKeys(): Promise<KeptKeys | undefined> {
  try {
    return await (await database()).get("keys", KEY);
  } catch {
    device.cannotKeep = true;
    return undefined;
  }
}

const registration = sentOnce(); // or a lost answer would leave a phone among the eight that nobody has

/** Make a key, prove it and keep it. Throws Problem, or KeyNotKept where the browser keeps nothing. */
export async function bindDevice(name: string): Promise<Phone> {
  const { pair, made } = await registration([session.subject, name], prove, async ({ pair: proved, proof }, key) => ({
    pair: proved,
    made: await ask(api.POST("/api/v1/devices", { body: { proof, name }, headers: { "Idempotency-Key": key } })),
  }));
  const { device_id, handle, thumbprint } = made;
  await keepKeys({ name: KEY, pair, device_id, handle, thumbprint });
  await (await database()).delete("keys", NEW);
  const phone = await keepPhone({ device_id, name: made.name, subject: session.subject ?? "" });
  void persist();
  device.state = "bound";
  return phone;
}

/** A new key, and its proof for the office's own challenge (rule 2). */
async function prove(): Promise<{ pair: CryptoKeyPair; proof: string }> {
  const pair = await crypto.subtle.generateKey(ALGORITHM, false, ["sign"]);
  await keepKeys({ name: NEW, pair }); // first: a key that cannot be kept must not take one of the eight places
  await learnTime(); // a proof dated by a wrong clock is refused
  const asked = await ask(api.POST("/api/v1/devices/challenges"));
  const { deviceProof } = await import("@/certs/device"); // needed once in a phone's life: not in the first load
  return { pair, proof: await deviceProof({ key: pair, aud: asked.aud, nonce: asked.nonce, iat: Math.floor(clock.now()) }) };
}

/** A browser that does not let a page keep a key: private windows of some, or storage switched off. */
export class KeyNotKept extends Error {}

/** Take key and registration off this phone. `removed` says that somebody removed it elsewhere. */
export async function forgetDevice(state: "none" | "removed" = "none"): Promise<void> {
  const db = await database().catch(() => null);
  await Promise.all([db?.delete("keys", KEY), keep(KEY, null)]);
  remember(null);
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
  return phone.subject === (session.subject ?? (noted() || phone.subject));
}

async function keepKeys(keys: KeptKeys): Promise<void> {
  try {
    await (await database()).put("keys", keys);
  } catch (error) {
    device.cannotKeep = true;
    throw new KeyNotKept("this browser keeps no keys", { cause: error });
  }
}

async function keepPhone(phone: Phone): Promise<Phone> {
  await keep(KEY, phone);
  remember(phone);
  device.phone = phone;
  return phone;
}

function remember(phone: Phone | null): void {
  try {
    if (phone) localStorage.setItem(REMEMBERED, JSON.stringify(phone));
    else localStorage.removeItem(REMEMBERED);
  } catch {
    return; // a lost key will then look like a new phone
  }
}

function remembered(): Phone | null {
  try {
    return JSON.parse(localStorage.getItem(REMEMBERED) ?? "null") as Phone | null;
  } catch {
    return null;
  }
}
