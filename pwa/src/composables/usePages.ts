/** A list that comes a page at a time: `more` adds the next page, `load` begins anew. */
import { onMounted, ref, type Ref, shallowRef, type ShallowRef } from "vue";
import { attempt } from "@/api/client";
import { Problem } from "@/api/problem";

interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
}

export interface Pages<Item> {
  items: ShallowRef<Item[] | null>;
  problem: ShallowRef<Problem | null>;
  busy: Ref<boolean>;
  /** There is another page. */
  hasMore: Ref<boolean>;
  load: () => Promise<void>;
  more: () => Promise<void>;
}

export function usePages<Item>(read: (cursor: string | undefined) => Promise<Page<Item>>): Pages<Item> {
  const items = shallowRef<Item[] | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const busy = ref(false);
  const hasMore = ref(false);
  let cursor: string | undefined;
  let turn = 0;

  async function ask(from: string | undefined): Promise<void> {
    const mine = (turn += 1);
    busy.value = true;
    const answer = await attempt(() => read(from));
    if (mine !== turn) return;
    busy.value = false;
    problem.value = answer instanceof Problem ? answer : null;
    if (answer instanceof Problem) return;
    items.value = from === undefined ? answer.items : [...(items.value ?? []), ...answer.items];
    cursor = answer.next_cursor ?? undefined;
    hasMore.value = cursor !== undefined;
  }

  const load = (): Promise<void> => ask(undefined);
  onMounted(load);
  return { items, problem, busy, hasMore, load, more: () => ask(cursor) };
}
