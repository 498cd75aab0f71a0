/**
 * Calls to the office, typed by its own OpenAPI document: `await ask(api.GET("/api/v1/wallet", {…}))` gives the data or
 * throws a Problem.
 *
 * Rules: 1. a call carries the access token when there is one; 2. a call refused with 401 renews the token once and is
 * sent again; 3. when the sign-in is over, the call waits while the page asks its user to sign in again, and is then
 * sent as it was: nothing on the page is lost; 4. no answer, or none in half a minute, is a Problem too: "offline" or
 * "unreachable".
 */
import createClient from "openapi-fetch";
import { missed, reached } from "@/state/network";
import type { paths } from "./schema";
import { inTime } from "./patience";
import { offline, Problem, problemOf, unreachable } from "./problem";
import { accessToken, renew } from "./tokens";

/** Asks the user to sign in again; true when that was done. The session's module puts itself here. */
let signInAgain: () => Promise<boolean> = () => Promise.resolve(false);

export function whenSignInEnds(act: () => Promise<boolean>): void {
  signInAgain = act;
}

function withToken(request: Request): Request {
  const token = accessToken();
  const sent = request.clone();
  if (token !== null) sent.headers.set("Authorization", `Bearer ${token}`);
  return sent;
}

async function sendOnce(request: Request): Promise<Response> {
  try {
    const answer = await fetch(withToken(request), { signal: inTime(request.signal) });
    reached();
    return answer;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    missed();
    throw navigator.onLine ? unreachable() : offline();
  }
}

async function send(request: Request): Promise<Response> {
  const used = accessToken();
  const answer = await sendOnce(request);
  if (answer.status !== 401 || isSignIn(request)) return answer;
  const renewed = accessToken() !== used || (await renew());
  if (renewed) return sendOnce(request);
  return (await signInAgain()) ? sendOnce(request) : answer;
}

/** A sign-in that is refused says so itself. */
function isSignIn(request: Request): boolean {
  return request.method === "POST" && new URL(request.url).pathname.startsWith("/api/v1/auth/");
}

export const api = createClient<paths>({ baseUrl: location.origin, fetch: send });

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The data of an answer. Throws a Problem for anything else. */
export async function ask<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const answer = await call;
  if (!answer.response.ok) throw problemOf(answer.response.status, answer.error);
  return answer.data as Data;
}

/** A fresh value for the header Idempotency-Key. Make it once an act and send it again with the act's retry. */
export function once(): string {
  return crypto.randomUUID();
}

/** The same for pages that only want words: runs `act`, gives its Problem instead of throwing it. */
export async function attempt<Data>(act: () => Promise<Data>): Promise<Data | Problem> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
