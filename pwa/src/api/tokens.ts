/**
 * The tokens of this sign-in. The access token lives in memory, the refresh token in a cookie that no script reads,
 * its CSRF value in IndexedDB, where all tabs find the newest one.
 *
 * Rules: 1. a refresh token works once, so all tabs take turns under one lock; 2. a tab asks once, however many of its
 * calls found the token old; 3. only the office's refusal ends the sign-in: no answer leaves it as it was.
 */
import { keep, recall } from "@/state/database";
import { missed, reached } from "@/state/network";
import type { components } from "./schema";
import { offline, problemOf, unreachable } from "./problem";

export type SignedIn = components["schemas"]["SignedIn"];

const CSRF = "csrf";
let access: string | null = null;
let csrfHere: string | null = null; // for browsers that keep nothing
let renewing: Promise<boolean> | null = null;

export function accessToken(): string | null {
  return access;
}

/** Take over what a sign-in or a refresh answered. */
export async function accept(tokens: SignedIn): Promise<void> {
  access = tokens.access_token;
  csrfHere = tokens.csrf_token;
  await keep(CSRF, tokens.csrf_token);
}

export async function forget(): Promise<void> {
  access = null;
  csrfHere = null;
  await keep(CSRF, null);
}

/** Did this browser sign in before (and not out)? */
export async function mayRenew(): Promise<boolean> {
  return (await newestCsrf()) !== null;
}

async function newestCsrf(): Promise<string | null> {
  const kept = await recall(CSRF);
  return typeof kept === "string" ? kept : csrfHere;
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
  const answer = await send(csrf);
  if (answer.status === 401 || answer.status === 403) {
    await forget();
    return false;
  }
  if (!answer.ok) throw problemOf(answer.status, await answer.json().catch(() => null));
  await accept((await answer.json()) as SignedIn);
  return true;
}

async function send(csrf: string): Promise<Response> {
  try {
    const answer = await fetch("/api/v1/auth/refresh", { method: "POST", headers: { "X-CSRF-Token": csrf } });
    reached();
    return answer;
  } catch {
    missed();
    throw navigator.onLine ? unreachable() : offline();
  }
}
