/**
 * What this gate decided without the office, waiting to be told to it; and what the office answered.
 *
 * Rules: 1. a row is forgotten only after the office answered for it; 2. one upload at a time in all tabs, at most 500
 * rows; 3. after a failure the gate waits longer each time, up to a quarter of an hour; 4. a batch that is refused as
 * malformed is halved until the row that is wrong is alone, and that row is put aside with its reason; 5. a code used
 * elsewhere too stays on the list until a person has dealt with it.
 */
import { Problem } from "@/api/problem";
import { database, keep, recall } from "@/state/database";
import { complete } from "@/state/promptly";

export const MOST = 500;
const FIRST_DELAY = 5;
const LONGEST_DELAY = 900;
const DOUBLES = "gate-doubles";
const DOUBLES_KEPT = 200;

/** One decision as it is uploaded; `id` is its place in the queue. Times are seconds since 1970. */
export interface QueueRow {
  id: string;
  once_id: string;
  at: number;
  outcome: "accepted" | "refused";
  mode: "offline" | "challenge";
  reason: string | null;
  purpose: string;
  handle: string | null;
  fields: string[];
  tried_online: boolean;
}

export interface Answered {
  once_id: string;
  result: "recorded" | "already_seen" | "used_elsewhere";
  first: { at: string; kind: "window" | "partner" | "gate" } | null;
}

/** A code that was accepted here and elsewhere, or (`kind` "refused") a row the office would not take. */
export interface DoubleUse {
  once_id: string;
  at: number;
  mode: QueueRow["mode"];
  first: { at: string; kind: "window" | "partner" | "gate" } | null;
  kind: "used_elsewhere" | "refused";
  told: number;
}

export interface Reconciled {
  uploaded: number;
  recorded: number;
  alreadySeen: number;
  doubles: DoubleUse[];
}

export type Upload = (rows: Omit<QueueRow, "id">[]) => Promise<Answered[]>;

/** The queue's key of a decision: one acceptance and one refusal of a code each, however often it is held up. */
export function rowId(onceId: string, outcome: QueueRow["outcome"]): string {
  return outcome === "accepted" ? onceId : `${onceId}:refused`;
}

export async function enqueue(row: QueueRow): Promise<void> {
  try {
    await (await database()).put("gate_queue", { ...row });
  } catch {
    return; // nothing is kept in this browser: the page says so
  }
}

export async function waiting(): Promise<number> {
  try {
    return await (await database()).count("gate_queue");
  } catch {
    return 0;
  }
}

export async function doubles(): Promise<DoubleUse[]> {
  return ((await recall(DOUBLES)) as DoubleUse[] | null) ?? [];
}

/** A person has dealt with this one. */
export async function settle(onceId: string): Promise<void> {
  await keep(DOUBLES, (await doubles()).filter((double) => double.once_id !== onceId));
}

/** Seconds to wait after so many failures; `chance` in 0..1 spreads gates that lost their network together. */
export function delayAfter(failures: number, chance: number): number {
  return Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** Math.max(0, failures - 1)) * (0.8 + 0.4 * chance);
}

/** Tell the office everything that waits. Throws a Problem where it stopped; what was answered before stays answered. */
export async function reconcile(upload: Upload, now: number): Promise<Reconciled> {
  const locks = navigator.locks as LockManager | null | undefined; // missing outside secure contexts
  return locks ? locks.request("gate-queue", () => drain(upload, now)) : drain(upload, now);
}

async function drain(upload: Upload, now: number): Promise<Reconciled> {
  const told: Reconciled = { uploaded: 0, recorded: 0, alreadySeen: 0, doubles: [] };
  for (;;) {
    const rows = (await (await database()).getAll("gate_queue", null, MOST)) as unknown as QueueRow[];
    if (rows.length === 0) return told;
    await tell(rows, upload, now, told);
  }
}

async function tell(rows: QueueRow[], upload: Upload, now: number, told: Reconciled): Promise<void> {
  let answers: Answered[];
  try {
    answers = await upload(rows.map(withoutPlace));
  } catch (error) {
    if (!(error instanceof Problem) || (error.status !== 422 && error.status !== 413)) throw error;
    return refusedBatch(rows, upload, now, told);
  }
  const found = rows.flatMap((row, place) => doubleOf(row, answers[place], now));
  await settleRows(rows, found);
  told.uploaded += rows.length;
  told.recorded += answers.filter((answer) => answer.result === "recorded").length;
  told.alreadySeen += answers.filter((answer) => answer.result === "already_seen").length;
  told.doubles.push(...found);
}

function withoutPlace(row: QueueRow): Omit<QueueRow, "id"> {
  const told: Partial<QueueRow> = { ...row };
  delete told.id;
  return told as Omit<QueueRow, "id">;
}

async function refusedBatch(rows: QueueRow[], upload: Upload, now: number, told: Reconciled): Promise<void> {
  const [alone] = rows;
  if (rows.length > 1 || alone === undefined) {
    const middle = Math.ceil(rows.length / 2);
    await tell(rows.slice(0, middle), upload, now, told);
    return tell(rows.slice(middle), upload, now, told);
  }
  const aside: DoubleUse = { ...placeOf(alone), first: null, kind: "refused", told: now };
  await settleRows(rows, [aside]);
  told.doubles.push(aside);
}

function doubleOf(row: QueueRow, answer: Answered | undefined, now: number): DoubleUse[] {
  if (answer?.result !== "used_elsewhere") return [];
  return [{ ...placeOf(row), first: answer.first, kind: "used_elsewhere", told: now }];
}

function placeOf(row: QueueRow): Pick<DoubleUse, "once_id" | "at" | "mode"> {
  return { once_id: row.once_id, at: row.at, mode: row.mode };
}

/** The double uses are kept before the rows are forgotten: a page that dies in between tells the office again. */
async function settleRows(rows: QueueRow[], found: DoubleUse[]): Promise<void> {
  if (found.length > 0) {
    const known = (await doubles()).filter((old) => !found.some((double) => double.once_id === old.once_id));
    await keep(DOUBLES, [...found, ...known].slice(0, DOUBLES_KEPT));
  }
  const turn = (await database()).transaction("gate_queue", "readwrite");
  for (const row of rows) await turn.store.delete(row.id);
  await complete(turn);
}
