/** What a page asks the office to do: one thing at a time, whether it is under way, and why the last was refused. */
import { ref, type Ref, shallowRef, type ShallowRef } from "vue";
import { attempt } from "@/api/client";
import { Problem } from "@/api/problem";

/** What the office answered, told to `done` or returned; where it refused that is left in `problem`, and null returned. */
interface Act {
  <Answer>(doing: () => Promise<Answer>, done: (answer: Answer) => unknown): Promise<void>;
  <Answer>(doing: () => Promise<Answer>): Promise<Answer | null>;
}

export interface Acting {
  busy: Ref<boolean>;
  problem: ShallowRef<Problem | null>;
  act: Act;
}

export function useActing(): Acting {
  const busy = ref(false);
  const problem = shallowRef<Problem | null>(null);

  async function act(doing: () => Promise<unknown>, done?: (answer: never) => unknown): Promise<unknown> {
    if (busy.value) return null;
    busy.value = true;
    const answer = await attempt(doing);
    busy.value = false;
    problem.value = answer instanceof Problem ? answer : null;
    if (answer instanceof Problem) return null;
    await done?.(answer as never);
    return answer;
  }

  return { busy, problem, act: act as Act };
}
