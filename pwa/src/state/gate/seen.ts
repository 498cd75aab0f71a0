/**
 * Which codes were accepted at this gate, so that none is accepted twice, also after a reload or in a second tab.
 *
 * Rules: 1. a code is used by one conditional write of its one-time id; whoever comes second finds it taken; 2. the use
 * and its row in the queue are one transaction; 3. ids are kept for a day and the replay window; 4. a browser that keeps
 * nothing still remembers while the page is open.
 */
import { database } from "@/state/database";
import { complete } from "@/state/promptly";
import type { QueueRow } from "./queue";

export const REPLAY_SECONDS = 125;
const KEEP_SECONDS = 24 * 3600 + REPLAY_SECONDS;

const here = new Set<string>();

/** Load what earlier pages accepted; forget what is older than a day. Returns whether the browser keeps things. */
export async function loadSeen(now: number): Promise<boolean> {
  try {
    const store = await database();
    const old = store.transaction("gate_seen", "readwrite");
    for await (const cursor of old.store.index("until").iterate(IDBKeyRange.upperBound(now))) await cursor.delete();
    await complete(old);
    for (const id of await store.getAllKeys("gate_seen")) here.add(id);
    return true;
  } catch {
    return false;
  }
}

/** One-time ids (hexadecimal) that were accepted here. */
export function seenHere(): ReadonlySet<string> {
  return here;
}

/** Use the code up: true for the first, false for everybody after. `row` goes to the queue with it. */
export async function useOnce(id: string, now: number, row: QueueRow | null): Promise<boolean> {
  if (here.has(id)) return false;
  here.add(id); // before the first await: two scans in one page cannot both pass
  try {
    return await write(id, now, row);
  } catch {
    return true; // nothing is kept in this browser: memory alone decides
  }
}

async function write(id: string, now: number, row: QueueRow | null): Promise<boolean> {
  const turn = (await database()).transaction(["gate_seen", "gate_queue"], "readwrite");
  const seen = turn.objectStore("gate_seen");
  if ((await seen.getKey(id)) !== undefined) {
    await complete(turn);
    return false; // nobody else writes while this transaction is open
  }
  await seen.add({ id, until: Math.ceil(now) + KEEP_SECONDS, at: Math.floor(now) });
  if (row !== null) await turn.objectStore("gate_queue").put({ ...row });
  await complete(turn);
  return true;
}

/** Forget all ids, for another day's tests or when the gate is set up anew. */
export async function forgetSeen(): Promise<void> {
  here.clear();
  await (await database()).clear("gate_seen");
}
