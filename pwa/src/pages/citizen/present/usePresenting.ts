/** One request on its page: read and checked, answered or refused once, and what came of it. */
import { onMounted, ref, shallowRef, watch } from "vue";
import { api, ask } from "@/api/client";
import { Problem } from "@/api/problem";
import { CertsError } from "@/certs/errors";
import { RequestRefused, type VpRequest } from "@/certs/vpRequest";
import { today } from "@/state/days";
import { network } from "@/state/network";
import { ownCards, refreshWallet } from "@/state/wallet";
import { NoKey } from "../show/signing";
import { type Choice, choicesOf } from "./choices";
import { give, NotTaken, open, type Picked, refuse } from "./exchange";
import type { Link } from "./link";

/** asking: waits for its holder · over, untrusted, unsupported: nothing was sent · given, refused, failed: answered. */
export type State = "reading" | "asking" | "over" | "untrusted" | "unsupported" | "given" | "refused" | "failed";

export class Presenting {
  readonly state = ref<State>("reading");
  readonly request = shallowRef<VpRequest | null>(null);
  readonly choices = shallowRef<readonly Choice[] | null>(null);
  readonly problem = shallowRef<Problem | null>(null);
  readonly busy = ref<"" | "read" | "yes" | "no">("");
  readonly noKey = ref(false);
  /** The asker's own page, to which the browser goes back. */
  readonly way = ref<string | null>(null);

  constructor(private readonly link: Link | null) {
    if (link === null) this.state.value = "untrusted";
  }

  async read(): Promise<void> {
    const { link } = this;
    if (link === null || this.state.value !== "reading") return;
    await this.act("read", async () => {
      const request = (this.request.value ??= await open(link));
      const [kinds] = await Promise.all([ask(api.GET("/api/v1/certificate-types")), refreshWallet()]);
      this.choices.value = choicesOf(request.asked, kinds.items, ownCards.value, today());
      this.state.value = "asking";
    });
  }

  async yes(picked: readonly Picked[]): Promise<void> {
    await this.answer("yes", "given", (link, request) => give(link, request, picked));
  }

  async no(): Promise<void> {
    await this.answer("no", "refused", refuse);
  }

  private async answer(which: "yes" | "no", after: State, send: (link: Link, request: VpRequest) => Promise<string | null>): Promise<void> {
    const [link, request] = [this.link, this.request.value];
    if (link === null || request === null || this.state.value !== "asking") return;
    await this.act(which, async () => {
      this.way.value = await send(link, request);
      this.state.value = after;
    });
  }

  private async act(which: "read" | "yes" | "no", doing: () => Promise<void>): Promise<void> {
    if (this.busy.value) return;
    [this.busy.value, this.problem.value] = [which, null];
    try {
      await doing();
    } catch (error) {
      this.settle(error);
    } finally {
      this.busy.value = "";
    }
  }

  private settle(error: unknown): void {
    if (error instanceof RequestRefused) this.state.value = error.why;
    else if (error instanceof NotTaken || error instanceof CertsError) this.state.value = "failed";
    else if (error instanceof NoKey) this.noKey.value = true;
    else if (error instanceof Problem) this.problem.value = error;
    else throw error;
  }
}

/** For the setup of the page. */
export function usePresenting(link: Link | null): Presenting {
  const presenting = new Presenting(link);
  onMounted(() => presenting.read());
  watch(() => network.online, (online) => online && void presenting.read());
  return presenting;
}
