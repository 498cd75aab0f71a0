/** What the browser's dialog for passkeys is asked for: one that was closed is told softly, a refusal in full. */
import { ref, type Ref, shallowRef } from "vue";
import { attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import { NotFinished } from "@/state/passkeys";

export interface Passkey {
  busy: Ref<boolean>;
  problem: Ref<Problem | null>;
  unfinished: Ref<boolean>;
  /** `done` follows when the dialog was finished and the office agreed. */
  ask: (doing: () => Promise<unknown>, done: () => void) => Promise<void>;
}

export function usePasskey(): Passkey {
  const [busy, unfinished] = [ref(false), ref(false)];
  const problem = shallowRef<Problem | null>(null);

  async function ask(doing: () => Promise<unknown>, done: () => void): Promise<void> {
    [busy.value, unfinished.value, problem.value] = [true, false, null];
    try {
      const answer = await attempt(doing);
      if (answer instanceof Problem) problem.value = answer;
      else done();
    } catch (error) {
      if (!(error instanceof NotFinished)) throw error;
      unfinished.value = true;
    } finally {
      busy.value = false;
    }
  }

  return { busy, problem, unfinished, ask };
}
