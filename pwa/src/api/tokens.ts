/**
 * The tokens of this sign-in. The access token lives in memory, the refresh token in a cookie that no script reads,
 * its CSRF value in IndexedDB, where all tabs find the newest one.
 *
 * Rules: 1. a refresh token works once, so all tabs take turns under one lock; 2. a tab asks once, however many of its
 * calls found the token old; 3. only the office's refusal ends the sign-in: no answer leaves it as it was; 4. an attempt
 * has a name, kept before asking: when its answer is lost (a reload, a tunnel), whoever comes next asks under that name
 * again, and the office gives the same answer instead of taking it for a stolen token; 5. tokens of somebody else, who
 * signed in in another tab, are handed on to the tabs and not used here: this page starts anew.
 */
import { keep, recall } from "@/state/database";
import { missed, reached } from "@/state/network";
import { startAnew, subjectOf } from "@/state/whose";
import type { components } from "./schema";
import { inTime } from "./patience";
import { offline, problemOf, unreachable } from "./problem";

export type SignedIn = components["schemas"]["SignedIn"];

const CSRF = "csrf";
const ATTEMPT = "refresh attempt";
let access: string | null = null;
let csrfHere: string | null = null; // for browsers that keep nothing
let attemptHere: string | null = null;
let renewing: Promise<boolean> | null = null;

/** Who is on this page; null: nobody yet. The session's module puts itself here. */
let whoIsHere: () => string | null = () => null;

export function whenRenewing(here: () => string | null): void {
  whoIsHere = here;
}

export function accessToken(): string | null {
  return access;
}

/** Take over what a sign-in or a refresh answered. */
export async function accept(tokens: SignedIn): Promise<void> {
  access = tokens.access_token;
  await handOn(tokens);
}

/** What all tabs need for the next refresh. */
async function handOn(tokens: SignedIn): Promise<void> {
  csrfHere = tokens.csrf_token;
  attemptHere = null;
  await keep(CSRF, tokens.csrf_token);
  await keep(ATTEMPT, null);
}

export async function forget(): Promise<void> {
  access = null;
  csrfHere = null;
  attemptHere = null;
  await keep(CSRF, null);
  await keep(ATTEMPT, null);
}

/** Did this browser sign in before (and not out)? */
export async function mayRenew(): Promise<boolean> {
  return (await newestCsrf()) !== null;
}

async function newestCsrf(): Promise<string | null> {
  const kept = await recall(CSRF);
  return typeof kept === "string" ? kept : csrfHere;
}

/** The attempt whose answer never came, or a new one, kept before it is made. */
async function nameAttempt(): Promise<string> {
  const kept = await recall(ATTEMPT);
  if (typeof kept === "string") return kept;
  attemptHere ??= crypto.randomUUID();
  await keep(ATTEMPT, attemptHere);
  return attemptHere;
}

/** New tokens for the cookie. False: the sign-in is over. Throws a Problem when nothing answered. */
export function renew(): Promise<boolean> {
  renewing ??= inTurn(refresh).finally(() => (renewing = null));
  return renewing;
}

function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const locks = navigator.locks as LockManager | null | undefined; // missing outside secure contexts
  return locks ? locks.request("session", act) : act();
}

async function refresh(): Promise<boolean> {
  const csrf = await newestCsrf();
  if (csrf === null) return false;
  const answer = await send(csrf, await nameAttempt());
  if (answer.status === 401 || answer.status === 403) {
    await forget();
    return false;
  }
  if (!answer.ok) throw problemOf(answer.status, await answer.json().catch(() => null));
  const tokens = (await answer.json()) as SignedIn;
  if (isAnothers(tokens)) return handOn(tokens).then(startAnew);
  await accept(tokens);
  return true;
}

/** Rule 5. */
function isAnothers(tokens: SignedIn): boolean {
  const [here, theirs] = [whoIsHere(), subjectOf(tokens.access_token)];
  return here !== null && theirs !== null && here !== theirs;
}

async function send(csrf: string, attempt: string): Promise<Response> {
  try {
    const headers = { "X-CSRF-Token": csrf, "X-Refresh-Attempt": attempt };
    const answer = await fetch("/api/v1/auth/refresh", { method: "POST", headers, signal: inTime() });
    reached();
    return answer;
  } catch {
    missed();
    throw navigator.onLine ? unreachable() : offline();
  }
}
