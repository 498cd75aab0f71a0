/**
 * The gate of this device: what it was set up as, what it verifies with, what waits, and how its day goes. One for all
 * pages of the area; `start` loads it, `refresh.ts` keeps it fresh, `present.ts` verifies with it.
 *
 * Rules: 1. what the browser threw away is found and said, never quietly replaced; 2. a kept bundle that is refused is
 * not used; 3. everything that was decided survives a reload.
 */
import { reactive, shallowReactive } from "vue";
import { Problem } from "@/api/problem";
import type { Bundle, Held } from "@/certs";
import { clock } from "@/state/clock";
import { keep, persist, recall } from "@/state/database";
import { type Pin, readPin, savePin } from "./anchor";
import { BundleRefused, type KeptBundle, type Loaded, loadKept, take } from "./bundle";
import { credentialHere, forgetCredentials } from "./credentials";
import { type DayCount, type LogLine, countOf, dayStart, forgetOld, linesOf, note } from "./day";
import { DEFAULT_POLICY, type GatePolicy, type GateSetup, readPolicy } from "./policy";
import { type DoubleUse, type Reconciled, doubles, waiting } from "./queue";
import { loadSeen } from "./seen";

const SETUP = "gate-setup";
const POLICY = "gate-policy";
const SHUT_OUT = "gate-shut-out";
const MARK = "liangma.gate"; // in localStorage, which may outlive IndexedDB

interface GateState {
  phase: "loading" | "set-up" | "ready";
  setup: GateSetup | null;
  policy: GatePolicy;
  pin: Pin | null;
  /** When the bundle in use was fetched, by this gate's corrected clock. */
  fetchedAt: number | null;
  /** Why the last bundle was refused. */
  refused: BundleRefused | null;
  /** The office answered that it will not have this gate. */
  shutOut: Problem | null;
  evicted: boolean;
  /** Whether the browser keeps things at all, and whether it promised not to throw them away. */
  keeps: boolean;
  persisted: boolean;
  refreshing: boolean;
  uploading: boolean;
  waiting: number;
  doubles: DoubleUse[];
  told: (Reconciled & { at: number }) | null;
  /** When the next upload is tried, seconds; 0: nothing failed. */
  nextTry: number;
  count: DayCount;
}

export const gate = reactive<GateState>({
  phase: "loading",
  setup: null,
  policy: { ...DEFAULT_POLICY },
  pin: null,
  fetchedAt: null,
  refused: null,
  shutOut: null,
  evicted: false,
  keeps: true,
  persisted: false,
  refreshing: false,
  uploading: false,
  waiting: 0,
  doubles: [],
  told: null,
  nextTry: 0,
  count: countOf([]),
});

/** The bundle in use; apart, because a proxy around its maps would slow every check down. */
export const held = shallowReactive<{ bundle: Bundle | null; kept: Held | null; etag: string | null }>({
  bundle: null,
  kept: null,
  etag: null,
});

let lines: LogLine[] = [];
let started: Promise<void> | null = null;

/** Load what this device keeps; once a page load. */
export function start(): Promise<void> {
  started ??= load();
  return started;
}

async function load(): Promise<void> {
  const now = clock.now();
  gate.keeps = await loadSeen(now);
  gate.policy = readPolicy(await recall(POLICY));
  gate.pin = await readPin();
  gate.setup = (await recall(SETUP)) as GateSetup | null;
  gate.shutOut = shutOutOf(await recall(SHUT_OUT));
  gate.evicted = await wasEvicted();
  if (gate.pin !== null) await openKept(gate.pin, now);
  await countDay();
  await countWaiting();
  if (gate.keeps) await forgetOld(now);
  gate.phase = gate.setup === null || gate.pin === null || gate.evicted ? "set-up" : "ready";
  if (gate.phase === "ready") askToKeep();
}

/** Rule 1: set up once, but now without set-up or without what proves it. */
async function wasEvicted(): Promise<boolean> {
  if (gate.setup === null) return marked() !== null;
  return gate.pin === null || !(await credentialHere(gate.setup.credential));
}

async function openKept(pinned: Pin, now: number): Promise<void> {
  try {
    const loaded = await loadKept(pinned, now);
    if (loaded !== null) useBundle(loaded);
  } catch (error) {
    if (!(error instanceof BundleRefused)) throw error;
    gate.refused = error;
  }
}

/** From now on verify with this one. */
export function useBundle({ bundle, held: whole, kept, pin }: Loaded): void {
  held.bundle = bundle;
  held.kept = whole;
  held.etag = kept.etag;
  gate.pin = pin;
  gate.fetchedAt = kept.fetchedAt;
  gate.refused = null;
}

/** The set-up is done: keep it and begin. Throws BundleRefused, and then nothing has changed. */
export async function finishSetUp(setup: GateSetup, pinned: Pin, fetched: Omit<KeptBundle, "fetchedAt">): Promise<void> {
  const loaded = await take(fetched, pinned, clock.now());
  await savePin(loaded.pin);
  useBundle(loaded);
  await saveSetup(setup);
  mark(setup.clientId);
  await takeBack();
  gate.evicted = false;
  gate.phase = "ready";
  askToKeep();
}

/** Firefox asks its user, who may take long or never answer: nothing waits for it. */
function askToKeep(): void {
  void persist().then((promised) => (gate.persisted = promised));
}

export async function saveSetup(setup: GateSetup): Promise<void> {
  gate.setup = setup;
  await keep(SETUP, plain(setup));
}

/** In force at once; resolves when it is kept. A browser that keeps nothing any more is found here (rule 1). */
export async function savePolicy(policy: GatePolicy): Promise<void> {
  gate.policy = readPolicy(policy);
  gate.keeps = await keep(POLICY, plain(gate.policy));
}

/** Forget who this gate is. Codes seen, the queue and the highest bundle number stay. */
export async function forgetGate(): Promise<void> {
  await forgetCredentials();
  await keep(SETUP, null);
  mark(null);
  await takeBack();
  gate.setup = null;
  gate.phase = "set-up";
}

/** The office will not have this gate: from now on nothing passes here, also after a reload without a network. */
export async function shutOut(problem: Problem): Promise<void> {
  gate.shutOut = problem;
  const { code, status, text, next } = problem;
  await keep(SHUT_OUT, { code, status, text, next });
}

/** The office knows this gate again. */
export async function takeBack(): Promise<void> {
  if (gate.shutOut === null) return;
  gate.shutOut = null;
  await keep(SHUT_OUT, null);
}

function shutOutOf(kept: unknown): Problem | null {
  return kept === null ? null : new Problem(kept as ConstructorParameters<typeof Problem>[0]);
}

/** Count a verdict, and write its line in the log. */
export async function count(line: LogLine): Promise<void> {
  const [first] = lines;
  if (first !== undefined && dayStart(first.at) !== dayStart(line.at)) lines = [];
  lines.push(line);
  gate.count = countOf(lines);
  await note(line);
}

/** Read the day's log again: at the start, and when a day ends. */
export async function countDay(): Promise<void> {
  lines = await linesOf(clock.now());
  gate.count = countOf(lines);
}

export async function countWaiting(): Promise<void> {
  gate.waiting = await waiting();
  gate.doubles = await doubles();
}

/** Seconds by which this clock is behind what the kept bundle proves; null when it is not. */
export function clockBehind(now: number): number | null {
  const bundle = held.bundle;
  if (bundle === null) return null;
  const behind = Math.max(bundle.iat, bundle.serverTime) - now;
  return behind > bundle.policy.iatFuture ? Math.round(behind) : null;
}

function marked(): string | null {
  try {
    return localStorage.getItem(MARK);
  } catch {
    return null;
  }
}

function mark(clientId: string | null): void {
  try {
    if (clientId === null) localStorage.removeItem(MARK);
    else localStorage.setItem(MARK, clientId);
  } catch {
    return; // nothing is kept in this browser: the page says so
  }
}

/** IndexedDB takes no proxies. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
