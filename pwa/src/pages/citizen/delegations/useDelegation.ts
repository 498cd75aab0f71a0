/** One delegation: read, and what I may do with it, one act at a time. */
import { ref, type Ref, shallowRef } from "vue";
import { attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import { refreshWallet } from "@/state/wallet";
import { act, type Act, type Delegation } from "./lending";

export interface OneDelegation {
  found: Ref<Delegation | null>;
  problem: Ref<Problem | null>;
  /** What refused the last act. */
  refused: Ref<Problem | null>;
  busy: Ref<boolean>;
  load: () => Promise<void>;
  /** Whether it was done. */
  carry: (what: Act) => Promise<boolean>;
}

export function useDelegation(read: () => Promise<Delegation>): OneDelegation {
  const found = shallowRef<Delegation | null>(null);
  const [problem, refused] = [shallowRef<Problem | null>(null), shallowRef<Problem | null>(null)];
  const busy = ref(false);

  async function load(): Promise<void> {
    const answer = await attempt(read);
    problem.value = answer instanceof Problem ? answer : null;
    if (!(answer instanceof Problem)) found.value = answer;
  }

  async function carry(what: Act): Promise<boolean> {
    const seen = found.value;
    if (!seen || busy.value) return false;
    busy.value = true;
    const answer = await attempt(() => act(what, seen.delegation_id));
    busy.value = false;
    refused.value = answer instanceof Problem ? answer : null;
    if (answer instanceof Problem) {
      if (answer.status === 409) await load();
      return false;
    }
    found.value = answer;
    void refreshWallet(); // what I show for others changed, or is about to
    return true;
  }

  return { found, problem, refused, busy, load, carry };
}
