/**
 * Of the history, what was shown on a request that I said yes to: what it was for, in the asker's registered words, and
 * whether I took it back. Asked for once a visit, and only when something of it is in the history.
 */
import { shallowRef, type ShallowRef } from "vue";
import { attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import { readLines } from "../requests/lines";
import type { RequestLine } from "../requests/terms";
import type { Entry } from "./useHistory";

type Page = Awaited<ReturnType<typeof readLines>>;

const PAGES = 5;

function keyOf(verifier: string, at: string | null): string {
  return `${verifier} ${at ?? ""}`;
}

/** The request of an entry, when there is one: the same asker, answered at that second. */
export function useConsents(): { of: (entry: Entry) => RequestLine | undefined; read: (entries: readonly Entry[]) => Promise<void>; known: ShallowRef<ReadonlyMap<string, RequestLine>> } {
  const known = shallowRef<ReadonlyMap<string, RequestLine>>(new Map());
  let asked = false;

  async function read(entries: readonly Entry[]): Promise<void> {
    if (asked || !entries.some((entry) => entry.verifier.kind !== "office" && entry.case_no === null && entry.outcome === "accepted")) return;
    asked = true;
    let cursor: string | null = null;
    for (let page = 0; page < PAGES; page += 1) {
      const from: string | null = cursor;
      const answer: Page | Problem = await attempt(() => readLines(from));
      if (answer instanceof Problem) return;
      known.value = new Map([...known.value, ...answer.items.map((line) => [keyOf(line.asker.id, line.answered_at), line] as const)]);
      cursor = answer.next_cursor;
      if (cursor === null) return;
    }
  }

  return { known, read, of: (entry) => known.value.get(keyOf(entry.verifier.verifier_id, entry.at)) };
}
