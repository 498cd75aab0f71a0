/** How far a batch is, what may be done with it, and how long it still takes. */
import type { components } from "@/api/schema";
import type { Mark } from "@/components/StatusMark.vue";

export type Batch = components["schemas"]["BatchShown"];
export type State = Batch["state"];
export type Act = "approve" | "pause" | "resume" | "cancel";

export const MARKS: Record<State, Mark> = { reading: "quiet", waiting: "warn", running: "quiet", paused: "warn", cancelled: "bad", done: "ok" };
const MOVING: readonly State[] = ["reading", "running"];
const OPEN: readonly State[] = ["reading", "waiting", "running", "paused"];

/** Whole percent of the rows that something became of; 0 before any is known. */
export function percentOf(batch: Pick<Batch, "rows" | "left">): number {
  return batch.rows === 0 ? 0 : Math.floor((100 * (batch.rows - batch.left)) / batch.rows);
}

/** While one is, the page is read again. */
export function anyMoving(batches: readonly Pick<Batch, "state">[] | null): boolean {
  return batches?.some((batch) => MOVING.includes(batch.state)) ?? false;
}

/** What whoever reads may do: approving is for departments, and never for who made it. */
export function actsOn(batch: Pick<Batch, "state" | "made_by_me">, role: string | null): Act[] {
  const acts: Act[] = [];
  if (batch.state === "waiting" && role === "department" && !batch.made_by_me) acts.push("approve");
  if (batch.state === "running") acts.push("pause");
  if (batch.state === "paused") acts.push("resume");
  if (OPEN.includes(batch.state)) acts.push("cancel");
  return acts;
}

/** Minutes still to go, at least one; null when nobody knows. */
export function minutesLeft(batch: Pick<Batch, "seconds_left">): number | null {
  return batch.seconds_left === null ? null : Math.max(1, Math.ceil(batch.seconds_left / 60));
}
