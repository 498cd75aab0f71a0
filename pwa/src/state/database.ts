/**
 * What this phone keeps, in IndexedDB: keys that cannot be exported, the wallet, the gate's bundle and queue, drafts.
 * The browser may throw all of it away; whoever reads must be ready to find nothing.
 */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { complete, promptly } from "./promptly";

/** A key pair of this phone ("phone") or of this gate ("gate"); the private half cannot be exported. */
export interface KeptKeys {
  name: string;
  pair: CryptoKeyPair;
  /** What the office calls this phone, once it knows it. */
  device_id?: string;
  handle?: string;
  thumbprint?: string;
}

export interface Kept extends DBSchema {
  keys: { key: string; value: KeptKeys };
  wallet: { key: string; value: unknown };
  kept: { key: string; value: unknown };
  gate_bundle: { key: string; value: unknown };
  gate_seen: { key: string; value: { id: string; until: number; [more: string]: unknown }; indexes: { until: number } };
  gate_queue: { key: string; value: { id: string; [more: string]: unknown } };
  /** The gate's verdicts, without anything about a person; kept for some days. */
  gate_log: { key: number; value: { at: number; [more: string]: unknown }; indexes: { at: number } };
  drafts: { key: string; value: unknown };
}

export type Database = IDBPDatabase<Kept>;

const NAME = "liangma";
const VERSION = 1;
let opened: Promise<Database> | null = null;

/** The open database; opened once. Rejects where the browser keeps nothing (some private windows). */
export function database(): Promise<Database> {
  opened ??= open().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

/** Asynchronous, so that what `openDB` throws at once is a rejection like any other. */
async function open(): Promise<Database> {
  const made = openDB<Kept>(NAME, VERSION, {
    upgrade(fresh) {
      fresh.createObjectStore("keys", { keyPath: "name" });
      for (const name of ["wallet", "kept", "gate_bundle", "drafts"] as const) fresh.createObjectStore(name);
      fresh.createObjectStore("gate_seen", { keyPath: "id" }).createIndex("until", "until");
      fresh.createObjectStore("gate_queue", { keyPath: "id" });
      fresh.createObjectStore("gate_log", { autoIncrement: true }).createIndex("at", "at");
    },
    blocking() {
      void closeDatabase(); // another tab wants a newer form
    },
    terminated() {
      opened = null;
    },
  });
  return promptly(await made);
}

export async function closeDatabase(): Promise<void> {
  const closing = opened;
  opened = null;
  (await closing?.catch(() => null))?.close();
}

/** Read one kept value; `null` when there is none or the browser keeps nothing. */
export async function recall(key: string): Promise<unknown> {
  try {
    return (await (await database()).get("kept", key)) ?? null;
  } catch {
    return null;
  }
}

/** The names under which something is kept that begin so; none when the browser keeps nothing. */
export async function placesKept(prefix: string): Promise<string[]> {
  try {
    const places = await (await database()).getAllKeys("kept");
    return places.map(String).filter((place) => place.startsWith(prefix));
  } catch {
    return [];
  }
}

/** Keep one value, or forget it with `null`. Returns whether the browser kept it. */
export async function keep(key: string, value: unknown): Promise<boolean> {
  try {
    const store = await database();
    await (value === null ? store.delete("kept", key) : store.put("kept", value, key));
    return true;
  } catch {
    return false;
  }
}

/** Stores and places of what is one person's, but for the phone's key and registration. */
const PERSONAL = { stores: ["wallet", "drafts"], places: ["portrait:", "requests.answer."] } as const;

/** Forget whoever used this phone: cards, portraits, what was typed and not sent. At a crash all of it stays, or nothing. */
export async function forgetPerson(): Promise<void> {
  try {
    const turn = (await database()).transaction([...PERSONAL.stores, "kept"], "readwrite");
    const asked = PERSONAL.stores.map((store) => turn.objectStore(store).clear());
    asked.push(...PERSONAL.places.map((place) => turn.objectStore("kept").delete(IDBKeyRange.bound(place, `${place}\uffff`))));
    await Promise.all([...asked, complete(turn)]);
  } catch {
    return; // a browser that keeps nothing
  }
}

/** Ask the browser not to evict what is kept. Returns whether it promised. */
export async function persist(): Promise<boolean> {
  const storage = navigator.storage as StorageManager | undefined; // missing outside secure contexts
  if (storage?.persist === undefined) return false;
  return (await storage.persisted()) || (await storage.persist());
}
