/** Acts that a page asks the office for; the Problem of the last stays on the page until the next. */
import { ref, type Ref, shallowRef } from "vue";
import { attempt } from "@/api/client";
import { Problem } from "@/api/problem";

export interface Acts {
  problem: Ref<Problem | null>;
  busy: Ref<boolean>;
  /** What the office answered; null when it refused. */
  act: <Data>(doing: () => Promise<Data>) => Promise<Data | null>;
}

export function useActs(): Acts {
  const [problem, busy] = [shallowRef<Problem | null>(null), ref(false)];
  async function act<Data>(doing: () => Promise<Data>): Promise<Data | null> {
    busy.value = true;
    const answer = await attempt(doing);
    busy.value = false;
    problem.value = answer instanceof Problem ? answer : null;
    return answer instanceof Problem ? null : answer;
  }
  return { problem, busy, act };
}
