/**
 * A computer asks to be signed in: a QR code and a number for its screen, and what became of them.
 *
 * 1. It looks every two seconds while the page is seen. 2. A code that ran out is made anew, a few times; then the page
 * waits to be asked. 3. What a phone opened is on its way: the code goes, the number stays.
 */
import { onScopeDispose, reactive } from "vue";
import { api, ask } from "@/api/client";
import { Problem } from "@/api/problem";
import type { components } from "@/api/schema";
import { begin } from "./session";

export type Asked = components["schemas"]["DesktopAsked"];

const EVERY = 2000;
const MOST_CODES = 5;

export interface Waiting {
  state: "making" | "waiting" | "opened" | "over" | "refused";
  asked: Asked | null;
  problem: Problem | null;
}

/** `make` asks for a code; `take` turns an approved one into whatever it is for. */
class Waiter {
  readonly waiting = reactive<Waiting>({ state: "making", asked: null, problem: null });
  private made = 0;
  private timer = 0;
  private gone = false;

  constructor(
    private readonly make: () => Promise<Asked>,
    private readonly take: (secret: string) => Promise<void>,
  ) {}

  start(): void {
    this.stop();
    [this.made, this.gone] = [0, false];
    Object.assign(this.waiting, { state: "making", asked: null, problem: null });
    void this.step();
  }

  stop(): void {
    this.gone = true;
    window.clearTimeout(this.timer);
  }

  private async step(): Promise<void> {
    try {
      if (this.waiting.asked === null) await this.renew();
      else if (!document.hidden) await this.look(this.waiting.asked.secret);
      this.waiting.problem = null;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.refused(error);
    }
    const atOnce = this.waiting.asked === null && this.waiting.problem === null;
    if (!this.gone) this.timer = window.setTimeout(() => void this.step(), atOnce ? 0 : EVERY);
  }

  private async look(secret: string): Promise<void> {
    const header = { "X-Desktop-Secret": secret };
    const { state } = await ask(api.GET("/api/v1/auth/desktop-requests/current", { params: { header } }));
    if (this.gone) return;
    if (state === "approved") await this.done(secret);
    else if (state === "refused") this.end("refused");
    else this.waiting.state = state === "opened" ? "opened" : "waiting";
  }

  private async done(secret: string): Promise<void> {
    await this.take(secret);
    this.stop();
  }

  private async renew(): Promise<void> {
    if (this.made >= MOST_CODES) {
      this.end("over");
      return;
    }
    this.made += 1;
    this.waiting.asked = await this.make();
    this.waiting.state = "waiting";
  }

  private refused(problem: Problem): void {
    if (problem.code === "desktop_request_over") this.waiting.asked = null;
    else if (problem.code === "desktop_request_refused") this.end("refused");
    else this.waiting.problem = problem;
  }

  private end(state: "over" | "refused"): void {
    this.stop();
    this.waiting.state = state;
    this.waiting.asked = null;
  }
}

/** Waits while the component lives, from `start` on. */
export function useWaiting(make: () => Promise<Asked>, take: (secret: string) => Promise<void>): { waiting: Waiting; start: () => void } {
  const waiter = new Waiter(make, take);
  onScopeDispose(() => {
    waiter.stop();
  });
  return { waiting: waiter.waiting, start: () => { waiter.start(); } };
}

/** A code for this computer. */
export function askForCode(): Promise<Asked> {
  return ask(api.POST("/api/v1/auth/desktop-requests"));
}

/** The phone approved: this computer is signed in. */
export async function enter(secret: string): Promise<void> {
  await begin(await ask(api.POST("/api/v1/auth/desktop-sessions", { body: { secret } })));
}
