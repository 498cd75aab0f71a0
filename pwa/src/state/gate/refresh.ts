/**
 * Keeping the gate fresh while there is network: the office's time, the registration, the bundle, and the queue.
 *
 * Rules: 1. nothing is asked for more often than it changes; 2. a failed upload is tried again by `delayAfter`, and at
 * once when the network comes back; 3. a refused bundle changes nothing but the words on the screen; 4. an office that
 * will not have this gate stops it until it is set up again or taken back.
 */
import { watch } from "vue";
import { Problem } from "@/api/problem";
import { clock } from "@/state/clock";
import { network } from "@/state/network";
import type { Pin } from "./anchor";
import { BundleRefused, type Loaded, renew, take } from "./bundle";
import { countDay, countWaiting, gate, held, saveSetup, shutOut, start, takeBack, useBundle } from "./gate";
import { fetchBundle, fetchDelta, isShutOut, learnTime, registration, uploadSeen } from "./office";
import type { GateSetup } from "./policy";
import { type Reconciled, delayAfter, reconcile } from "./queue";
import { keepReader } from "./reader";

const FRESH_SECONDS = 240;
const TICK_MILLISECONDS = 5000;
const PROBE_SECONDS = 20;

let refreshedAt = 0;
let probedAt = 0;
let failures = 0;
let day = new Date().getDate();

/** Fetch what the office has. A Problem is thrown when there is no answer; refusals stand in `gate` afterwards. */
export async function refresh(): Promise<void> {
  const { setup, pin } = gate;
  if (setup === null || pin === null || gate.refreshing) return;
  gate.refreshing = true;
  try {
    await learnTime();
    const loaded = await newest(pin);
    if (loaded !== null) useBundle(loaded);
    else gate.fetchedAt = Math.floor(clock.now()); // unchanged, so it is as good as new
    refreshedAt = clock.now();
    await renewSetup(setup);
    void keepReader();
  } catch (error) {
    await remember(error);
  } finally {
    gate.refreshing = false;
  }
}

/** The bundle as it is now; null when the one held is still that. */
async function newest(pin: Pin): Promise<Loaded | null> {
  const { kept, etag } = held;
  if (kept !== null) return renew({ delta: fetchDelta, whole: fetchBundle }, { held: kept, pin, etag }, clock.now());
  const fetched = await fetchBundle(null);
  return fetched && take(fetched, pin, clock.now());
}

async function renewSetup(setup: GateSetup): Promise<void> {
  const found = await registration(setup);
  await takeBack();
  await saveSetup({ ...setup, name: found.name, purposes: found.purposes });
}

async function remember(error: unknown): Promise<void> {
  if (error instanceof BundleRefused) gate.refused = error;
  else if (isShutOut(error)) await shutOut(error);
  else throw error;
}

/** Tell the office what waits, now. Throws a Problem when it could not be told. */
export async function upload(): Promise<void> {
  const { setup } = gate;
  if (setup === null || gate.uploading) return;
  gate.uploading = true;
  try {
    const told = await reconcile((rows) => uploadSeen(setup, setup.gate, rows), clock.now());
    if (told.uploaded > 0) gate.told = { ...sum(gate.told, told), at: clock.now() };
    failures = 0;
    gate.nextTry = 0;
  } catch (error) {
    failures += 1;
    gate.nextTry = clock.now() + delayAfter(failures, Math.random());
    throw error;
  } finally {
    gate.uploading = false;
    await countWaiting();
  }
}

/** What was told since the page was opened; each double use once. */
function sum(before: Reconciled | null, now: Reconciled): Reconciled {
  if (before === null) return now;
  return {
    uploaded: before.uploaded + now.uploaded,
    recorded: before.recorded + now.recorded,
    alreadySeen: before.alreadySeen + now.alreadySeen,
    doubles: [...now.doubles, ...before.doubles],
  };
}

/** Keep fresh until the returned function is called. */
export function keepFresh(): () => void {
  const timer = setInterval(() => void tick(), TICK_MILLISECONDS);
  const stopWatching = watch(
    () => network.online,
    (online) => {
      if (online) void cameBack();
    },
  );
  void start().then(tick);
  return () => {
    clearInterval(timer);
    stopWatching();
  };
}

async function cameBack(): Promise<void> {
  gate.nextTry = 0;
  failures = 0;
  await quietly(refresh);
  await quietly(upload);
}

async function tick(): Promise<void> {
  if (gate.phase !== "ready") return;
  if (new Date().getDate() !== day) {
    day = new Date().getDate();
    await countDay();
  }
  const now = clock.now();
  if (!network.online) return probe(now);
  if (now - refreshedAt > FRESH_SECONDS) await quietly(refresh);
  if (gate.waiting > 0 && now >= gate.nextTry) await quietly(upload);
}

/** The device may have network while the office was away: ask now and then. */
async function probe(now: number): Promise<void> {
  if (!navigator.onLine || now - probedAt < PROBE_SECONDS) return;
  probedAt = now;
  await quietly(learnTime);
}

/** What cannot be done now is done later; mistakes of the page are not hidden. */
async function quietly(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (isShutOut(error)) await shutOut(error);
  }
}
