/** What a form or a card asks the office to do: one thing at a time, whether it is under way, and why it was refused. */
import { ref, type Ref, shallowRef, type ShallowRef } from "vue";
import { attempt } from "@/api/client";
import { Problem } from "@/api/problem";

export interface Acting {
  busy: Ref<boolean>;
  problem: ShallowRef<Problem | null>;
  /** `done` gets what the office answered; a refusal is left in `problem`. */
  act: <Answer>(doing: () => Promise<Answer>, done: (answer: Answer) => unknown) => Promise<void>;
}

export function useActing(): Acting {
  const busy = ref(false);
  const problem = shallowRef<Problem | null>(null);

  async function act<Answer>(doing: () => Promise<Answer>, done: (answer: Answer) => unknown): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    const answer = await attempt(doing);
    busy.value = false;
    problem.value = answer instanceof Problem ? answer : null;
    if (!(answer instanceof Problem)) await done(answer);
  }

  return { busy, problem, act };
}
