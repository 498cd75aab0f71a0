/**
 * A number of ten digits for a window without a scanner.
 *
 * 1. It stands for a code that is signed around a fresh server nonce and posted: without a network there is none. 2. It
 * lives three minutes and works once. 3. Leaving it, or asking for another, cancels it. 4. What became of it is asked
 * gently while it waits.
 */
import { type Ref, computed, onScopeDispose, ref, shallowRef } from "vue";
import { api, ask } from "@/api/client";
import { type Problem, asProblem } from "@/api/problem";
import { type Bytes } from "@/certs/bytes";
import { decode } from "@/certs/base64url";
import { useTicker } from "@/composables/useTicker";
import { spaced } from "@/scan/typed";
import { answerOf, quietly } from "./quietly";
import { seconds } from "./standing";

export type TypedState = "making" | "waiting" | "used" | "ended";

interface Posted {
  typed_code_id: string;
  number: string;
  expires_at: string;
}

export interface TypedCode {
  readonly state: Readonly<Ref<TypedState>>;
  readonly number: Readonly<Ref<string>>;
  /** Seconds until it ends. */
  readonly left: Readonly<Ref<number>>;
  readonly problem: Readonly<Ref<Problem | null>>;
  readonly make: () => Promise<void>;
}

const ASK_EVERY = 4; // seconds
const ONE = "/api/v1/typed-codes/{typed_code_id}";

export function useTypedCode(sign: (nonce: Bytes) => Promise<string>): TypedCode {
  const posted = shallowRef<Posted | null>(null);
  const used = ref(false);
  const problem = shallowRef<Problem | null>(null);
  const now = useTicker();
  const left = computed(() => leftOf(posted.value, now.value));
  const state = computed((): TypedState => {
    if (used.value) return "used";
    if (posted.value === null) return problem.value ? "ended" : "making";
    return left.value > 0 ? "waiting" : "ended";
  });

  async function make(): Promise<void> {
    await cancel();
    [problem.value, used.value] = [null, false];
    try {
      posted.value = await post(sign);
    } catch (error) {
      problem.value = asProblem(error);
    }
  }

  async function cancel(): Promise<void> {
    const one = posted.value;
    posted.value = null;
    if (one !== null && !used.value && leftOf(one, now.value) > 0) await answerOf(quietly.DELETE(ONE, pathOf(one)));
  }

  async function look(): Promise<void> {
    const one = posted.value;
    if (one === null || state.value !== "waiting" || document.hidden) return;
    const found = await answerOf(quietly.GET(ONE, pathOf(one)));
    if (found?.state === "used" && posted.value === one) used.value = true;
  }

  const timer = setInterval(() => void look(), ASK_EVERY * 1000);
  onScopeDispose(() => (clearInterval(timer), void cancel()));
  const number = computed(() => posted.value?.number ?? "");
  return { state, number, left, problem, make };
}

function leftOf(one: Posted | null, now: number): number {
  return one === null ? 0 : Math.max(0, seconds(one.expires_at) - now);
}

/** Rule 1. Throws Problem. */
async function post(sign: (nonce: Bytes) => Promise<string>): Promise<Posted> {
  const { nonce } = await ask(api.POST("/api/v1/nonces"));
  const code = await sign(decode(nonce));
  return ask(api.POST("/api/v1/typed-codes", { body: { code } }));
}

function pathOf(one: Posted): { params: { path: { typed_code_id: string } } } {
  return { params: { path: { typed_code_id: one.typed_code_id } } };
}

/** Digit by digit, with a pause after each group, for reading aloud. */
export function spelled(number: string): string {
  return spaced(number)
    .split(" ")
    .map((group) => Array.from(group).join(" "))
    .join(", ");
}
