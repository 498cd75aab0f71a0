/** Runs an act of a button: busy while it runs, its Problem kept for the page to show. */
import { type Ref, type ShallowRef, ref, shallowRef } from "vue";
import { Problem } from "@/api/problem";

export interface Quiet {
  busy: Readonly<Ref<boolean>>;
  problem: ShallowRef<Problem | null>;
  /** True when it went well. */
  run: (act: () => Promise<unknown>) => Promise<boolean>;
}

export function useQuiet(): Quiet {
  const busy = ref(false);
  const problem = shallowRef<Problem | null>(null);
  async function run(act: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    problem.value = null;
    try {
      await act();
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problem.value = error;
      return false;
    } finally {
      busy.value = false;
    }
  }
  return { busy, problem, run };
}
