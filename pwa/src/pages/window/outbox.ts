/**
 * Scans on their way to the office, one after another; what could not be sent stays.
 *
 * Rules: 1. a scan has one Idempotency-Key for all its attempts, so a retry after a lost answer uses no code twice;
 * 2. what got no answer, or a server's own failure, is kept with the time of its scan and sent again every few seconds
 * while the code may still be good, and by hand after that; 3. a refusal of the request itself is told and not kept.
 */
import { ref, shallowRef } from "vue";
import { once } from "@/api/client";
import { Problem } from "@/api/problem";
import type { components } from "@/api/schema";
import type { Scan } from "@/scan/kinds";
import { note } from "@/scan/marks";
import { clock } from "@/state/clock";

export type Verdict = components["schemas"]["VerdictAnswer"];
/** Who shows a code at a window: the applicant, or somebody who acts for them. */
export type Role = components["schemas"]["ScanBody"]["role"];
/** Gives the verdict or throws Problem. */
export type Send = (code: string, key: string, role: Role) => Promise<Verdict>;

/** A scan on its way: whose code the clerk said it is, its key, and when it was read (seconds). */
export interface Sending {
  scan: Scan;
  role: Role;
  key: string;
  readAt: number;
}

/** A code is good for 90 seconds after it was signed; it was some seconds old when it was read. */
export const CODE_SECONDS = 90;
const RETRY_MS = 3000;

export class Outbox {
  readonly busy = ref(false);
  readonly waiting = shallowRef<readonly Sending[]>([]);
  /** Why the first of `waiting` is still here. */
  readonly waitingFor = shallowRef<Problem | null>(null);
  readonly refused = shallowRef<Problem | null>(null);
  private timer = 0;

  constructor(
    private readonly send: Send,
    private readonly answered: (verdict: Verdict, scan: Scan) => Promise<void>,
  ) {}

  async put(scan: Scan, role: Role): Promise<void> {
    const now = performance.now();
    note("scan:decode", now - scan.decode, now);
    this.waiting.value = [...this.waiting.value, { scan, role, key: once(), readAt: clock.now() - (now - scan.at) / 1000 }];
    await this.sendAll();
  }

  async sendAll(): Promise<void> {
    this.stop();
    if (this.busy.value) return;
    this.busy.value = true;
    this.refused.value = null;
    for (let [first] = this.waiting.value; first; [first] = this.waiting.value) {
      if (!(await this.sendOne(first))) break;
      this.waiting.value = this.waiting.value.filter((one) => one !== first);
    }
    this.busy.value = false;
  }

  drop(): void {
    this.stop();
    this.waiting.value = [];
    this.waitingFor.value = null;
  }

  /** No more attempts by themselves. */
  stop(): void {
    clearTimeout(this.timer);
  }

  /** True when it is done with, for better or worse. */
  private async sendOne(one: Sending): Promise<boolean> {
    const start = performance.now();
    try {
      const verdict = await this.send(one.scan.text, one.key, one.role);
      note("scan:server", start, performance.now());
      this.waitingFor.value = null;
      await this.answered(verdict, one.scan);
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return this.failed(one, error);
    }
  }

  private failed(one: Sending, problem: Problem): boolean {
    const again = mayBeSentAgain(problem);
    this.waitingFor.value = again ? problem : null;
    if (!again) this.refused.value = problem;
    else if (clock.now() - one.readAt < CODE_SECONDS) this.timer = window.setTimeout(() => void this.sendAll(), RETRY_MS);
    return !again;
  }
}

/** Nothing answered, the server failed, there were too many requests, or the sign-in was over and nobody renewed it. */
export function mayBeSentAgain(problem: Problem): boolean {
  return problem.unanswered || problem.status >= 500 || problem.status === 429 || problem.status === 401;
}
