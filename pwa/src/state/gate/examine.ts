/**
 * From the text of a scanned code to a verdict.
 *
 * Rules: 1. where the office is wanted and there, it decides; 2. no answer in time, or a failure of its own: this gate
 * decides with its bundle, and the verdict says so; 3. an office that will not have this gate ends it: nothing is
 * accepted; 4. an acceptance counts only after its one-time id was written here; 5. what was decided here goes to the
 * queue, with names of fields but no values.
 */
import { Problem } from "@/api/problem";
import { type Bundle, PLACES, type Verdict, parseCode, verify } from "@/certs";
import { CertsError } from "@/certs/errors";
import { StatusLists, type Trust } from "@/certs/trust";
import { type Challenge, bytesOf } from "./challenge";
import { isShutOut, liveVerdict } from "./office";
import { type GatePolicy, type GateSetup, permitted, staleAllowed } from "./policy";
import { type QueueRow, enqueue, rowId } from "./queue";
import { seenHere, useOnce } from "./seen";
import { type GateVerdict, asNeeded, liveAsShown, ownVerdict } from "./verdict";

export interface Gate {
  setup: GateSetup;
  policy: GatePolicy;
  bundle: Bundle | null;
  /** Whether the office may be asked now. */
  online: boolean;
  now: () => number;
}

export interface Presented {
  text: string;
  /** The challenge it answers, in challenge mode. */
  challenge: Challenge | null;
  /** `performance.now()` of the scan. */
  scannedAt: number;
}

interface Tried {
  verdict: GateVerdict | null;
  failed: boolean;
}

/** The verdict. Throws a Problem only for rule 3. */
export async function examine(gate: Gate, presented: Presented): Promise<GateVerdict> {
  const onceId = await onceIdOf(presented.text);
  const tried = await askOffice(gate, presented, onceId);
  return tried.verdict ?? decideHere(gate, presented, tried.failed);
}

async function onceIdOf(text: string): Promise<string | null> {
  try {
    return (await parseCode(text)).onceId;
  } catch (error) {
    if (error instanceof CertsError) return null;
    throw error;
  }
}

/** Rule 1, but for what the office cannot know better: this gate's own challenge, and a code that was used here. */
function isForOffice(gate: Gate, { challenge }: Presented, onceId: string | null): boolean {
  if (!gate.online || !gate.policy.online || challenge?.by === "gate") return false;
  return onceId === null || !seenHere().has(onceId);
}

async function askOffice(gate: Gate, presented: Presented, onceId: string | null): Promise<Tried> {
  if (!isForOffice(gate, presented, onceId)) return { verdict: null, failed: false };
  try {
    return { verdict: await askedLive(gate, presented, onceId), failed: false };
  } catch (error) {
    if (!(error instanceof Problem) || isShutOut(error)) throw error;
    return { verdict: null, failed: true };
  }
}

async function askedLive(gate: Gate, presented: Presented, onceId: string | null): Promise<GateVerdict> {
  const challenge = presented.challenge?.hex ?? null;
  const asked = { code: presented.text, purpose: gate.setup.purpose, challenge, key: crypto.randomUUID() };
  const live = await liveVerdict(gate.setup, asked);
  if (live.accepted && onceId !== null) await useOnce(onceId, gate.now(), null);
  return liveAsShown(asNeeded(live, gate.policy.needed), gate.bundle, gate.policy.hidden, { ...around(gate, presented, false), onceId });
}

async function decideHere(gate: Gate, presented: Presented, failed: boolean): Promise<GateVerdict> {
  const { bundle, policy } = gate;
  const circumstances = around(gate, presented, failed);
  if (bundle === null) return ownVerdict(NO_BUNDLE, null, [], circumstances);
  const first = await judge(gate, bundle, presented);
  const verdict = first.accepted && !(await use(gate, presented, first, failed)) ? await judge(gate, bundle, presented) : first;
  if (!verdict.accepted) await report(gate, presented, verdict, failed);
  return ownVerdict(verdict, bundle, policy.hidden, { ...circumstances, took: performance.now() - presented.scannedAt });
}

function judge(gate: Gate, bundle: Bundle, presented: Presented): Promise<Verdict> {
  const { policy, setup } = gate;
  const now = Math.floor(gate.now());
  const required = {
    audience: setup.clientId,
    audienceHere: `${setup.clientId}@${location.host}`,
    challenge: presented.challenge === null ? null : bytesOf(presented.challenge),
    nonceOk: presented.challenge !== null, // the challenge itself is fresh, so the phone's clock does not matter
    permitted: permitted(setup.purposes, setup.purpose),
    needed: new Set(policy.needed),
    iatPast: bundle.policy.iatPast,
    iatFuture: bundle.policy.iatFuture,
    staleOk: staleAllowed(policy, bundle.nextUpdate, now),
    place: PLACES.offline,
  };
  return verify(presented.text, { trust: trustBy(bundle, policy), required, now, seen: seenHere() });
}

/** The bundle's trust under this gate's own policy on old lists. */
function trustBy(bundle: Bundle, policy: GatePolicy): Trust {
  const { lists, maxAge, grace } = bundle.trust.status;
  const hours = Math.min(maxAge, policy.staleHours * 3600);
  return { ...bundle.trust, status: new StatusLists(lists, hours, Math.max(grace, policy.graceHours * 3600)) };
}

function use(gate: Gate, presented: Presented, verdict: Verdict, failed: boolean): Promise<boolean> {
  const row = rowOf(gate, presented, verdict, failed);
  return row === null ? Promise.resolve(false) : useOnce(row.once_id, gate.now(), row);
}

async function report(gate: Gate, presented: Presented, verdict: Verdict, failed: boolean): Promise<void> {
  const row = rowOf(gate, presented, verdict, failed);
  if (row !== null && row.handle !== null) await enqueue(row); // a code nobody signed concerns no holder
}

function rowOf(gate: Gate, { challenge }: Presented, verdict: Verdict, failed: boolean): QueueRow | null {
  if (verdict.onceId === null) return null;
  const outcome = verdict.accepted ? "accepted" : "refused";
  return {
    id: rowId(verdict.onceId, outcome),
    once_id: verdict.onceId,
    at: Math.floor(gate.now()),
    outcome,
    mode: challenge === null ? "offline" : "challenge",
    reason: verdict.accepted ? null : verdict.reason,
    purpose: gate.setup.purpose,
    handle: verdict.handle,
    fields: verdict.accepted ? Object.keys(verdict.fields) : [],
    tried_online: failed,
  };
}

function around(gate: Gate, presented: Presented, fellBack: boolean): Pick<GateVerdict, "at" | "fellBack" | "challenge" | "took"> {
  const took = performance.now() - presented.scannedAt;
  return { at: gate.now(), fellBack, challenge: presented.challenge !== null, took };
}

const NO_BUNDLE: Verdict = {
  accepted: false,
  reason: "bundle_stale",
  checks: [{ name: "trust", result: "failed", reason: "bundle_stale", note: null }],
  onceId: null,
  issuer: null,
  handle: null,
  type: null,
  status: null,
  statusAsOf: null,
  region: null,
  onBehalf: null,
};
