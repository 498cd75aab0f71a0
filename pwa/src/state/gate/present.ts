/**
 * What is held up to the gate: a code becomes a verdict that is counted, logged and queued; a challenge is shown and
 * renewed; a portrait frame waits for its code.
 *
 * Rules: 1. in challenge mode only an answer to one of this gate's own challenges is accepted; 2. an accepted answer
 * uses its challenge up; 3. one code at a time: what is held up meanwhile waits its turn.
 */
import { CertsError, parseCode } from "@/certs";
import { clock } from "@/state/clock";
import { network } from "@/state/network";
import { Problem } from "@/api/problem";
import { type Challenge, OpenChallenges, makeChallenge } from "./challenge";
import { examine } from "./examine";
import { count, countWaiting, gate, held, shutOut } from "./gate";
import { isShutOut, officeChallenge } from "./office";
import type { GateSetup } from "./policy";
import type { GateVerdict } from "./verdict";

const challenges = new OpenChallenges();
let turn: Promise<unknown> = Promise.resolve();

/** The verdict on a code scanned at `scannedAt` (`performance.now()`). Throws a Problem when the gate is shut out. */
export function present(text: string, scannedAt: number): Promise<GateVerdict> {
  const mine = turn.then(() => decide(text, scannedAt));
  turn = mine.catch(() => null);
  return mine;
}

async function decide(text: string, scannedAt: number): Promise<GateVerdict> {
  const setup = readySetup();
  const challenge = gate.policy.mode === "challenge" ? await answeredBy(text, setup) : null;
  const inputs = { setup, policy: gate.policy, bundle: held.bundle, online: network.online, now: clock.now };
  const verdict = await examineOrStop(inputs, { text, challenge, scannedAt });
  if (verdict.outcome === "accepted" && challenge !== null) challenges.spend(challenge);
  await count(lineOf(verdict));
  await countWaiting();
  return verdict;
}

async function examineOrStop(...given: Parameters<typeof examine>): Promise<GateVerdict> {
  try {
    return await examine(...given);
  } catch (error) {
    if (isShutOut(error)) await shutOut(error);
    throw error;
  }
}

/** A face that does not match: what was accepted is counted as refused after all. */
export async function refuseFace(verdict: GateVerdict): Promise<void> {
  await count({ ...lineOf(verdict), outcome: "refused", colour: "red", reason: "holder_mismatch" });
}

/** A fresh challenge to show: the office's where it may be asked, else this gate's own. */
export async function nextChallenge(): Promise<Challenge> {
  const setup = readySetup();
  const made = (await fromOffice(setup)) ?? makeChallenge(setup.clientId, clock.now());
  challenges.add(made);
  return made;
}

async function fromOffice(setup: GateSetup): Promise<Challenge | null> {
  if (!network.online || !gate.policy.online) return null;
  try {
    return await officeChallenge(setup);
  } catch (error) {
    if (isShutOut(error)) await shutOut(error);
    if (error instanceof Problem) return null;
    throw error;
  }
}

/** The challenge to judge a code by; where none is open, a new one that it cannot answer (rule 1). */
async function answeredBy(text: string, setup: GateSetup): Promise<Challenge> {
  const cnonce = await cnonceOf(text);
  return challenges.answered(cnonce, clock.now()) ?? makeChallenge(setup.clientId, clock.now());
}

async function cnonceOf(text: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return (await parseCode(text)).cnonce;
  } catch (error) {
    if (error instanceof CertsError) return null;
    throw error;
  }
}

function readySetup(): GateSetup {
  if (gate.shutOut !== null) throw gate.shutOut;
  if (gate.setup === null) throw new Error("the gate is not set up");
  return gate.setup;
}

function lineOf(verdict: GateVerdict): Parameters<typeof count>[0] {
  const { outcome, colour, reason, how, challenge } = verdict;
  return { at: verdict.at, outcome, colour, reason: outcome === "accepted" ? null : reason, type: verdict.typeId, how, challenge };
}
