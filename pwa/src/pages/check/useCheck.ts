/** One check after the other: by the number, by the QR code's token, by the file. The last one's finding or problem. */
import { type Ref, ref, shallowRef } from "vue";
import { api, ask, attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import type { Finding } from "./findings";

export const MOST_BYTES = 2_000_000;

export interface Check {
  readonly finding: Readonly<Ref<Finding | null>>;
  readonly problem: Readonly<Ref<Problem | null>>;
  readonly busy: Readonly<Ref<boolean>>;
  readonly byNumber: (number: string) => Promise<void>;
  readonly byToken: (token: string) => Promise<void>;
  readonly byFile: (file: Blob) => Promise<void>;
  readonly again: () => Promise<void>;
}

export function useCheck(): Check {
  const finding = shallowRef<Finding | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const busy = ref(false);
  let last: () => Promise<Finding> = () => Promise.reject(new Error("nothing was checked yet"));

  async function check(act: () => Promise<Finding>): Promise<void> {
    last = act;
    [finding.value, problem.value, busy.value] = [null, null, true];
    const answer = await attempt(act);
    if (last !== act) return; // another one was begun meanwhile
    busy.value = false;
    if (answer instanceof Problem) problem.value = answer;
    else finding.value = answer;
  }

  return {
    finding,
    problem,
    busy,
    byNumber: (number) => check(() => ask(api.POST("/api/v1/sealed-copies/checks", { body: { number } }))),
    byToken: (token) => check(() => ask(api.POST("/api/v1/sealed-copies/checks", { body: { token } }))),
    byFile: (file) => check(() => sent(file)),
    again: () => check(last),
  };
}

/** The file itself is the body. */
function sent(file: Blob): Promise<Finding> {
  const headers = { "Content-Type": "application/pdf" };
  return ask(api.POST("/api/v1/sealed-copies/checks/files", { body: file as never, bodySerializer: () => file, headers }));
}
