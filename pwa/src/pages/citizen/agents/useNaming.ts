/** The case in which somebody is to act for me: read, and signed with this phone's key over what stands on the page. */
import { ref, type Ref, shallowRef } from "vue";
import { attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import { read } from "../apply/send";
import type { MyCase } from "../cases/words";
import { NoKey } from "../show/signing";
import { type Named, nameAgent } from "./naming";

export interface Naming {
  found: Ref<MyCase | null>;
  problem: Ref<Problem | null>;
  /** What refused the last signature. */
  refused: Ref<Problem | null>;
  busy: Ref<boolean>;
  noKey: Ref<boolean>;
  load: () => Promise<void>;
  /** Whether it was done. */
  sign: (agent: Named, until: string) => Promise<boolean>;
}

export function useNaming(caseNo: string): Naming {
  const found = shallowRef<MyCase | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const refused = shallowRef<Problem | null>(null);
  const busy = ref(false);
  const noKey = ref(false);

  async function load(): Promise<void> {
    const answer = await attempt(() => read(caseNo));
    problem.value = answer instanceof Problem ? answer : null;
    if (!(answer instanceof Problem)) found.value = answer;
  }

  async function sign(agent: Named, until: string): Promise<boolean> {
    const seen = found.value;
    if (!seen || busy.value) return false;
    busy.value = true;
    try {
      const answer = await attempt(() => nameAgent(seen, agent, until));
      refused.value = answer instanceof Problem ? answer : null;
      if (answer instanceof Problem && answer.status === 409) await load();
      return !(answer instanceof Problem);
    } catch (error) {
      if (!(error instanceof NoKey)) throw error;
      noKey.value = true;
      return false;
    } finally {
      busy.value = false;
    }
  }

  return { found, problem, refused, busy, noKey, load, sign };
}
