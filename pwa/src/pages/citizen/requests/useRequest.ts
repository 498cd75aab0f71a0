/** One request on its page: read, answered, taken back; an answer that could not be sent goes when the network is back. */
import { onMounted, ref, shallowRef, watch } from "vue";
import { attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import { network } from "@/state/network";
import { NoKey } from "../show/signing";
import * as answering from "./answering";
import type { MyRequest } from "./terms";

type Act = "" | "yes" | "no" | "withdraw" | "send";

export class OpenRequest {
  readonly found = shallowRef<MyRequest | null>(null);
  /** Why it cannot be read. */
  readonly problem = shallowRef<Problem | null>(null);
  /** What refused the last act. */
  readonly refused = shallowRef<Problem | null>(null);
  readonly busy = ref<Act>("");
  /** An answer waits for the network. */
  readonly waits = ref(false);
  readonly noKey = ref(false);

  /** `given`: the request's id, or the reference of its link. */
  constructor(private readonly given: string) {}

  async load(): Promise<void> {
    const answer = await attempt(() => answering.read(this.id));
    this.problem.value = answer instanceof Problem ? answer : null;
    if (!(answer instanceof Problem)) this.found.value = answer;
  }

  /** What was kept goes first; then, where nothing was read yet, the request is. */
  async again(): Promise<void> {
    await this.send();
    if (this.found.value === null) await this.load();
  }

  async yes(picked: readonly answering.Picked[]): Promise<void> {
    const seen = this.found.value;
    if (seen) await this.act("yes", () => answering.sayYes(seen, picked));
  }

  async no(): Promise<void> {
    const seen = this.found.value;
    if (seen) await this.act("no", () => answering.sayNo(seen));
  }

  async withdraw(): Promise<void> {
    await this.act("withdraw", () => answering.withdraw(this.id));
  }

  async send(): Promise<void> {
    this.waits.value = await answering.hasKept(this.id);
    if (this.waits.value) await this.act("send", () => answering.sendKept(this.id));
  }

  async forget(): Promise<void> {
    await answering.drop(this.id);
    this.waits.value = false;
  }

  private get id(): string {
    return this.found.value?.request_id ?? this.given;
  }

  private async act(which: Act, doing: () => Promise<MyRequest>): Promise<void> {
    if (this.busy.value) return;
    this.busy.value = which;
    try {
      await this.settle(await attempt(doing));
    } catch (error) {
      if (!(error instanceof NoKey)) throw error;
      this.noKey.value = true;
    } finally {
      this.busy.value = "";
    }
  }

  private async settle(answer: MyRequest | Problem): Promise<void> {
    this.waits.value = await answering.hasKept(this.id);
    this.refused.value = answer instanceof Problem && !this.waits.value ? answer : null;
    if (!(answer instanceof Problem)) this.found.value = answer;
    else if (answer.status === 409) await this.load();
  }
}

/** For the setup of the page. */
export function useRequest(given: string): OpenRequest {
  const open = new OpenRequest(given);
  onMounted(() => open.again());
  watch(() => network.online, (online) => online && void open.again());
  return open;
}
