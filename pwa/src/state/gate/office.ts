/**
 * What the gate asks of the office, with the gate's own token: its registration, live verdicts, challenges, uploads, time.
 *
 * Rules: 1. a call refused with 401 gets a new token once; 2. a live verdict that takes longer than `PATIENCE` is given
 * up, and its idempotency key makes a repeat harmless; 3. everything but an answer is a Problem.
 */
import type { components } from "@/api/schema";
import { type Bilingual, Problem, offline, problemOf, unreachable } from "@/api/problem";
import { type Base, queryOf } from "@/certs";
import { encode } from "@/certs/base64url";
import { fromHex } from "@/certs/bytes";
import { clock } from "@/state/clock";
import { missed, reached } from "@/state/network";
import type { Challenge } from "./challenge";
import { accessToken, dropToken } from "./credentials";
import type { GateSetup, Purposes } from "./policy";
import { type Answered, type QueueRow } from "./queue";

export type LiveVerdict = components["schemas"]["VerdictAnswer"];
export type Reconciliation = components["schemas"]["Reconciliation"];
export interface Days {
  from: string;
  to: string;
}
type Who = Pick<GateSetup, "clientId" | "credential">;

export interface Registration {
  verifier_id: string;
  name: Bilingual;
  purposes: Purposes;
}

const PATIENCE = 2500; // milliseconds a person at a gate waits for the office
const TOKEN_PATIENCE = 6000; // rare, and the office compares secrets slowly on purpose
const LONG = 20_000;

interface Call {
  method?: "GET" | "POST";
  body?: unknown;
  headers?: Record<string, string>;
  patience?: number;
}

/** How this gate is registered: its names and what each purpose may see. */
export async function registration(who: Who): Promise<Registration> {
  const found = (await call(who, "/api/v1/verifiers/current")) as {
    verifier_id: string;
    name_zh: string;
    name_en: string;
    purposes: Purposes;
  };
  return { verifier_id: found.verifier_id, name: { zh: found.name_zh, en: found.name_en }, purposes: found.purposes };
}

/** The office's verdict on a code. `key`: one value for this scan, however often it is sent. */
export async function liveVerdict(
  who: Who,
  asked: { code: string; purpose: string; challenge: string | null; key: string },
): Promise<LiveVerdict> {
  const body = { code: asked.code, purpose: asked.purpose, challenge: asked.challenge };
  const headers = { "Idempotency-Key": asked.key };
  return (await call(who, "/api/v1/verifications", { method: "POST", body, headers, patience: PATIENCE })) as LiveVerdict;
}

/** A challenge that the office will recognise. */
export async function officeChallenge(who: Who): Promise<Challenge> {
  const made = (await call(who, "/api/v1/challenges", { method: "POST", patience: PATIENCE })) as {
    challenge: string;
    qr: string;
  };
  return { hex: made.challenge, qr: made.qr, madeAt: clock.now(), by: "office" };
}

/** Tell the office what this gate decided alone; at most 500 rows. */
export async function uploadSeen(who: Who, gate: string, rows: Omit<QueueRow, "id">[]): Promise<Answered[]> {
  const seen = rows.map((row) => ({ ...row, once_id: encode(fromHex(row.once_id)) }));
  const told = await call(who, "/api/v1/seen-codes", { method: "POST", body: { gate, seen } });
  return (told as { results: Answered[] }).results;
}

/** Learn the office's time. */
export async function learnTime(): Promise<void> {
  const sentAt = clock.here();
  const answer = await send("/api/v1/time", {}, PATIENCE);
  if (!answer.ok) throw problemOf(answer.status, null);
  const { seconds } = (await answer.json()) as { seconds: number };
  clock.learn(seconds, sentAt, clock.here());
}

/** The bundle now on offer, or null when it is still the one with this ETag. */
export async function fetchBundle(etag: string | null): Promise<{ text: string; etag: string | null } | null> {
  return published("/api/v1/bundle", etag);
}

/** What changed since the bundle of this base, or a whole one; null when it is still what came with this ETag. */
export async function fetchDelta(base: Base, etag: string | null): Promise<{ text: string; etag: string | null } | null> {
  return published(`/api/v1/bundle/delta?${queryOf(base)}`, etag);
}

async function published(path: string, etag: string | null): Promise<{ text: string; etag: string | null } | null> {
  const headers: Record<string, string> = etag === null ? {} : { "If-None-Match": etag };
  const answer = await send(path, { headers, cache: "no-store" }, LONG);
  if (answer.status === 304) return null;
  if (!answer.ok) throw problemOf(answer.status, await answer.json().catch(() => null));
  return { text: await answer.text(), etag: answer.headers.get("ETag") };
}

/** What this partner's gates reported from the first day to the last (2026-11-22), both included. */
export async function reconciliation(who: Who, days: Days): Promise<Reconciliation> {
  return (await call(who, reportPath(days))) as Reconciliation;
}

/** The same findings as a table. */
export async function reconciliationTable(who: Who, days: Days): Promise<Blob> {
  const answer = await authorised(who, reportPath(days), { headers: { Accept: "text/csv" } });
  if (!answer.ok) throw problemOf(answer.status, await answer.json().catch(() => null));
  return answer.blob();
}

function reportPath({ from, to }: Days): string {
  return `/api/v1/seen-codes/report?${new URLSearchParams({ from, to }).toString()}`;
}

async function authorised(who: Who, path: string, asked: Call): Promise<Response> {
  const answer = await once(who, path, asked);
  if (answer.status !== 401) return answer;
  dropToken();
  return once(who, path, asked);
}

async function call(who: Who, path: string, asked: Call = {}): Promise<unknown> {
  const answer = await authorised(who, path, asked);
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw problemOf(answer.status, body);
  return body;
}

async function once(who: Who, path: string, asked: Call): Promise<Response> {
  const patience = asked.patience ?? LONG;
  const headers: Record<string, string> = { Authorization: `Bearer ${await accessToken(who, Math.max(patience, TOKEN_PATIENCE))}`, ...asked.headers };
  if (asked.body !== undefined) headers["Content-Type"] = "application/json";
  const body = asked.body === undefined ? null : JSON.stringify(asked.body);
  return send(path, { method: asked.method ?? "GET", headers, body }, patience);
}

async function send(path: string, init: RequestInit, patience: number): Promise<Response> {
  try {
    const answer = await fetch(path, { ...init, signal: AbortSignal.timeout(patience) });
    reached();
    return answer;
  } catch {
    missed();
    throw navigator.onLine ? unreachable() : offline();
  }
}

/** The office answered, and will not have this gate: nothing may be accepted then, not even offline. */
export function isShutOut(problem: unknown): problem is Problem {
  return problem instanceof Problem && (problem.status === 401 || problem.status === 403);
}
