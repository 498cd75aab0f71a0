/** In the history, what other wallets took: among the reads by time, and no further back than those that were read. */
import type { components } from "@/api/schema";
import type { Entry } from "./useHistory";

export type Taken = components["schemas"]["TakenCopiesAnswer"];
export type Line = { at: string; read: Entry; taken?: undefined } | { at: string; taken: Taken; read?: undefined };

/** Newest first. While there are `more` reads, what was taken before the last of them waits for its page. */
export function lined(reads: readonly Entry[], taken: readonly Taken[], more: boolean): Line[] {
  const oldest = more ? (reads.at(-1)?.at ?? "") : "";
  const due = taken.filter((one) => Date.parse(one.taken_at) >= (oldest ? Date.parse(oldest) : 0));
  const lines: Line[] = [...reads.map((read) => ({ at: read.at, read })), ...due.map((one) => ({ at: one.taken_at, taken: one }))];
  return lines.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
