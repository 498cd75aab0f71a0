/** The history page by page. A new filter starts over; an answer to an older question is dropped. */
import { type Ref, ref, shallowRef } from "vue";
import { api, ask, attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import type { components } from "@/api/schema";
import { type Filter, type Query, queryOf } from "./filter";

export type Entry = components["schemas"]["ReadAnswer"];

export interface History {
  items: Ref<Entry[] | null>; // null until the first answer
  more: Ref<boolean>;
  problem: Ref<Problem | null>;
  busy: Ref<boolean>;
  begin: (filter: Filter) => Promise<void>;
  next: () => Promise<void>;
}

/** One's own; or, by the id of the guardianship, a ward's. */
export function useHistory(ward?: string): History {
  const items = shallowRef<Entry[] | null>(null);
  const more = ref(false);
  const problem = shallowRef<Problem | null>(null);
  const busy = ref(false);
  let query: Query = {};
  let asked = 0;

  function page(paged: Query): Promise<components["schemas"]["ReadAnswerPage"]> {
    if (ward === undefined) return ask(api.GET("/api/v1/history", { params: { query: paged } }));
    return ask(api.GET("/api/v1/me/wards/{guardianship_id}/history", { params: { path: { guardianship_id: ward }, query: paged } }));
  }

  async function read(cursor: string | null): Promise<void> {
    const mine = ++asked;
    busy.value = true;
    const paged = cursor === null ? query : { ...query, cursor };
    const answer = await attempt(() => page(paged));
    if (mine !== asked) return;
    busy.value = false;
    problem.value = answer instanceof Problem ? answer : null;
    if (answer instanceof Problem) return;
    items.value = [...(cursor === null ? [] : (items.value ?? [])), ...answer.items];
    last = answer.next_cursor;
    more.value = last !== null;
  }

  let last: string | null = null;
  return {
    items, more, problem, busy,
    begin(filter) {
      query = queryOf(filter);
      items.value = null;
      return read(null);
    },
    next: () => read(last),
  };
}

/** Entries by the day they happened on, as this phone counts days. */
export function byDay<One extends { at: string }>(entries: readonly One[]): { day: string; entries: One[] }[] {
  const days: { day: string; entries: One[] }[] = [];
  for (const entry of entries) {
    const day = localDay(entry.at);
    const latest = days.at(-1);
    if (latest?.day === day) latest.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

function localDay(time: string): string {
  const at = new Date(time);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
