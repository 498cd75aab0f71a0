/**
 * Sends scans one after another and keeps what could not be sent.
 *
 * Rules: 1. a scan has one Idempotency-Key for all its attempts, so a retry after a lost answer uses no code twice;
 * 2. what got no answer, or a server's own failure, is kept with the time of its scan and sent again every few seconds
 * while the code may still be good, and by hand after that; 3. a refusal of the request itself is shown and not kept;
 * 4. a portrait goes with the verdict whose certificate carries its digest, whichever of the two came first.
 */
import { computed, nextTick, onBeforeUnmount, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from "vue";
import { once } from "@/api/client";
import { Problem } from "@/api/problem";
import type { components } from "@/api/schema";
import type { Scan } from "@/scan/kinds";
import { note } from "@/scan/marks";
import { portraitOf, type Portrait } from "@/scan/portrait";
import { sound } from "@/scan/sound";
import { clock } from "@/state/clock";

export type Verdict = components["schemas"]["VerdictAnswer"];
export type PortraitState = "none" | "awaited" | "good" | "wrong";

/** A scan on its way: its key, and when it was read (seconds). */
export interface Sending {
  scan: Scan;
  key: string;
  readAt: number;
}

export interface ScansUse {
  verdict: ShallowRef<Verdict | null>;
  portrait: ShallowRef<Portrait | null>;
  portraitState: ComputedRef<PortraitState>;
  busy: Ref<boolean>;
  /** Not sent yet; the first of them has `waitingFor` as its reason. */
  waiting: ShallowRef<readonly Sending[]>;
  waitingFor: ShallowRef<Problem | null>;
  refused: ShallowRef<Problem | null>;
  take(scan: Scan): Promise<void>;
  sendAgain(): Promise<void>;
  drop(): void;
}

/** A code is good for 90 seconds after it was signed; it was some seconds old when it was read. */
export const CODE_SECONDS = 90;
const RETRY_MS = 3000;

/** `send` gives the verdict or throws Problem. */
export function useScans(send: (code: string, key: string) => Promise<Verdict>): ScansUse {
  const verdict = shallowRef<Verdict | null>(null);
  const portrait = shallowRef<Portrait | null>(null);
  const busy = ref(false);
  const waiting = shallowRef<readonly Sending[]>([]);
  const waitingFor = shallowRef<Problem | null>(null);
  const refused = shallowRef<Problem | null>(null);
  const portraitState = computed(() => stateOf(verdict.value, portrait.value));
  let timer = 0;

  async function take(scan: Scan): Promise<void> {
    if (scan.kind === "portrait") {
      portrait.value = await portraitOf(scan.text);
      if (portraitState.value === "wrong") sound.bad();
      return;
    }
    const now = performance.now();
    note("scan:decode", now - scan.decode, now);
    waiting.value = [...waiting.value, { scan, key: once(), readAt: clock.now() - (now - scan.at) / 1000 }];
    await sendAgain();
  }

  async function sendAgain(): Promise<void> {
    clearTimeout(timer);
    if (busy.value) return;
    busy.value = true;
    refused.value = null;
    for (let [first] = waiting.value; first; [first] = waiting.value) {
      if (!(await sendOne(first))) break;
      waiting.value = waiting.value.filter((one) => one !== first);
    }
    busy.value = false;
  }

  /** True when it is done with, for better or worse. */
  async function sendOne(one: Sending): Promise<boolean> {
    const start = performance.now();
    try {
      const answer = await send(one.scan.text, one.key);
      note("scan:server", start, performance.now());
      waitingFor.value = null;
      await show(answer, one.scan.at);
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (mayBeSentAgain(error)) {
        waitingFor.value = error;
        if (clock.now() - one.readAt < CODE_SECONDS) timer = window.setTimeout(() => void sendAgain(), RETRY_MS);
        return false;
      }
      waitingFor.value = null;
      refused.value = error;
      sound.bad();
      return true;
    }
  }

  async function show(answer: Verdict, at: number): Promise<void> {
    verdict.value = answer;
    if (portraitState.value === "wrong") portrait.value = null; // it was scanned with a code before this one
    if (answer.accepted) sound.good();
    else sound.bad();
    await nextTick();
    requestAnimationFrame(() => note("scan:verdict", at, performance.now()));
  }

  function drop(): void {
    clearTimeout(timer);
    waiting.value = [];
    waitingFor.value = null;
  }

  onBeforeUnmount(() => clearTimeout(timer));
  return { verdict, portrait, portraitState, busy, waiting, waitingFor, refused, take, sendAgain, drop };
}

/** Nothing answered, the server failed, there were too many requests, or the sign-in was over and nobody renewed it. */
export function mayBeSentAgain(problem: Problem): boolean {
  return problem.unanswered || problem.status >= 500 || problem.status === 429 || problem.status === 401;
}

/** The digests of portraits that the certificates of a verdict carry. */
export function digestsOf(verdict: Verdict | null): string[] {
  const fields = verdict?.accepted ? verdict.certificates.flatMap((one) => one.fields) : [];
  return fields.filter((field) => field.name === "portrait_digest").map((field) => String(field.value));
}

function stateOf(verdict: Verdict | null, portrait: Portrait | null): PortraitState {
  const digests = digestsOf(verdict);
  if (!digests.length) return "none";
  if (!portrait) return "awaited";
  return digests.includes(portrait.digest) ? "good" : "wrong";
}
