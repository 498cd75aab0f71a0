/** One answer of the office for a page: the data, the problem, whether it is being asked for. What is shown stays meanwhile. */
import { onMounted, ref, type Ref, shallowRef, type ShallowRef } from "vue";
import { attempt } from "@/api/client";
import { Problem } from "@/api/problem";

export interface Loaded<Data> {
  data: ShallowRef<Data | null>;
  problem: ShallowRef<Problem | null>;
  busy: Ref<boolean>;
  load: () => Promise<void>;
}

/** Asks at once when the component is mounted. A later question overtakes an earlier one that is still under way. */
export function useLoaded<Data>(read: () => Promise<Data>): Loaded<Data> {
  const data = shallowRef<Data | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const busy = ref(false);
  let turn = 0;

  async function load(): Promise<void> {
    const mine = (turn += 1);
    busy.value = true;
    const answer = await attempt(read);
    if (mine !== turn) return;
    busy.value = false;
    problem.value = answer instanceof Problem ? answer : null;
    if (!(answer instanceof Problem)) data.value = answer;
  }

  onMounted(load);
  return { data, problem, busy, load };
}
