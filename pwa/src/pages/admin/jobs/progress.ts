/** How far a batch is, from what the office counts. */
import type { components } from "@/api/schema";

export type Job = components["schemas"]["BatchJobShown"];

export interface Progress {
  done: number;
  total: number;
}

/** Records looked at, of those and the ones that wait. */
export function progressOf(job: Pick<Job, "issued" | "skipped" | "refused" | "waiting">): Progress {
  const done = job.issued + job.skipped + job.refused;
  return { done, total: done + (job.waiting ?? 0) };
}

export function anyRunning(jobs: readonly Pick<Job, "state">[] | null): boolean {
  return jobs?.some((job) => job.state === "running") ?? false;
}
