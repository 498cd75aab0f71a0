/**
 * A request to the phone of whoever stands at the window: made, watched until it is answered, its result read.
 *
 * 1. The answer is looked for every two seconds while the page is seen and its time is not over; a call that fails is
 * tried again with the next. 2. The result is kept on this page only, and is gone when it is cleared or left. 3. The next
 * person may be asked the very same: what was asked once has a key of its own.
 */
import { onScopeDispose, ref, shallowRef } from "vue";
import { api, ask, attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import type { paths } from "@/api/schema";
import { actKeys } from "@/components/cases/actKeys";

type Post = paths["/api/v1/requests"]["post"];
export type AskBody = Post["requestBody"]["content"]["application/json"];
/** The link is told once, when it is made. */
export type Asked = Post["responses"][201]["content"]["application/json"];
export type Result = paths["/api/v1/requests/{request_id}/result"]["post"]["responses"][200]["content"]["application/json"];

const EVERY = 2000; // milliseconds

export class Asking {
  readonly asked = shallowRef<Asked | null>(null);
  readonly result = shallowRef<Result | null>(null);
  readonly problem = shallowRef<Problem | null>(null);
  readonly busy = ref(false);
  private readonly keyOf = actKeys();
  private timer = 0;
  private turn = 0;

  async begin(body: AskBody): Promise<void> {
    if (this.busy.value) return;
    this.busy.value = true;
    const headers = { "Idempotency-Key": this.keyOf(`${this.turn} ${JSON.stringify(body)}`) };
    const answer = await attempt(() => ask(api.POST("/api/v1/requests", { headers, body })));
    this.busy.value = false;
    this.problem.value = answer instanceof Problem ? answer : null;
    if (answer instanceof Problem) return;
    this.turn += 1;
    this.asked.value = answer;
    this.lookLater();
  }

  clear(): void {
    clearTimeout(this.timer);
    [this.asked.value, this.result.value, this.problem.value] = [null, null, null];
  }

  private lookLater(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.look(), EVERY);
  }

  private async look(): Promise<void> {
    const seen = this.asked.value;
    if (seen === null) return;
    const done = document.hidden ? false : await this.read(seen);
    if (!done && this.asked.value !== null) this.lookLater();
  }

  /** Whether nothing more is to be expected. */
  private async read(seen: Asked): Promise<boolean> {
    const params = { path: { request_id: seen.request_id } };
    const answer = await attempt(() => ask(api.GET("/api/v1/requests/{request_id}", { params })));
    if (this.asked.value?.request_id !== seen.request_id) return true;
    this.problem.value = answer instanceof Problem ? answer : null;
    if (answer instanceof Problem) return false;
    this.asked.value = { ...seen, ...answer };
    if (answer.state === "given") return this.readResult(seen.request_id);
    return answer.state !== "waiting";
  }

  private async readResult(id: string): Promise<boolean> {
    const answer = await attempt(() => ask(api.POST("/api/v1/requests/{request_id}/result", { params: { path: { request_id: id } } })));
    if (this.asked.value?.request_id !== id) return true;
    this.problem.value = answer instanceof Problem ? answer : null;
    if (!(answer instanceof Problem)) this.result.value = answer;
    return !(answer instanceof Problem) || answer.status === 409;
  }
}

/** For the setup of a page; what was shown goes with it. */
export function useAsking(): Asking {
  const asking = new Asking();
  onScopeDispose(() => asking.clear());
  return asking;
}
