/**
 * The gate's day: how many it let pass and why it refused the others, and a log of it that names nobody.
 *
 * Rules: 1. a line holds time, outcome, reason, type and how it was verified; no id, no field, no handle; 2. lines are
 * kept for seven days; 3. a day is the calendar day where the gate stands.
 */
import { database } from "@/state/database";
import { complete } from "@/state/promptly";
import type { Colour } from "./policy";

const KEEP_SECONDS = 7 * 86_400;

export interface LogLine {
  at: number;
  outcome: "accepted" | "refused";
  colour: Colour;
  reason: string | null;
  type: string | null;
  how: "online" | "offline";
  challenge: boolean;
}

export interface DayCount {
  accepted: number;
  amber: number;
  refused: number;
  /** Reason code → how often, most frequent first. */
  reasons: [string, number][];
  offline: number;
}

export async function note(line: LogLine): Promise<void> {
  try {
    await (await database()).add("gate_log", { ...line });
  } catch {
    return; // nothing is kept in this browser: the page says so
  }
}

/** The first second of the day that `now` lies in. */
export function dayStart(now: number): number {
  const date = new Date(now * 1000);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime() / 1000;
}

/** The lines of the day of `now`, oldest first. */
export async function linesOf(now: number): Promise<LogLine[]> {
  try {
    const from = dayStart(now);
    const range = IDBKeyRange.bound(from, dayStart(from + 36 * 3600), false, true);
    return (await (await database()).getAllFromIndex("gate_log", "at", range)) as unknown as LogLine[];
  } catch {
    return [];
  }
}

/** Forget lines older than a week. */
export async function forgetOld(now: number): Promise<void> {
  const turn = (await database()).transaction("gate_log", "readwrite");
  const old = IDBKeyRange.upperBound(now - KEEP_SECONDS);
  for await (const cursor of turn.store.index("at").iterate(old)) await cursor.delete();
  await complete(turn);
}

export function countOf(lines: readonly LogLine[]): DayCount {
  const refused = lines.filter((line) => line.outcome === "refused");
  const reasons = new Map<string, number>();
  for (const { reason } of refused) reasons.set(reason ?? "", (reasons.get(reason ?? "") ?? 0) + 1);
  return {
    accepted: lines.length - refused.length,
    amber: lines.filter((line) => line.outcome === "accepted" && line.colour === "amber").length,
    refused: refused.length,
    reasons: [...reasons].sort((one, other) => other[1] - one[1]),
    offline: lines.filter((line) => line.how === "offline").length,
  };
}

/** The log as CSV (UTF-8 with BOM, so that spreadsheets read it), times in UTC. Nothing in it can be a formula. */
export function csvOf(lines: readonly LogLine[]): string {
  const head = "time,outcome,colour,reason,type,verified,challenge";
  const rows = lines.map((line) =>
    [
      new Date(line.at * 1000).toISOString(),
      line.outcome,
      line.colour,
      line.reason ?? "",
      line.type ?? "",
      line.how,
      line.challenge ? "yes" : "no",
    ].join(","),
  );
  return `\ufeff${[head, ...rows].join("\r\n")}\r\n`;
}
