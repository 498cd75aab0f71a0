/**
 * Who is signed in on this phone or desk.
 *
 * Rules: 1. `restore` decides once at the start: without a network the last known person stays signed in, for pages that
 * work offline; 2. when a sign-in ends in mid-work the state is "expired": the page stays, a dialog asks to sign in
 * again, calls wait for it; 3. whoever signs in there as another person starts the page anew, and no waiting call is
 * sent in their name; anywhere else nothing is reloaded: pages watch `subject`; 4. signing out forgets the person here,
 * with what they typed and what is kept of their cards, even if the office cannot be told.
 */
import { reactive } from "vue";
import { api, ask, whenSignInEnds } from "@/api/client";
import { Problem } from "@/api/problem";
import type { components } from "@/api/schema";
import { accept, forget, mayRenew, renew, type SignedIn, whenRenewing } from "@/api/tokens";
import { forgetPerson, keep, recall } from "./database";
import { note, noted, startAnew } from "./whose";

type Me = components["schemas"]["Me"];

export interface Session {
  state: "unknown" | "out" | "in" | "expired";
  role: string | null;
  subject: string | null;
  office: string | null;
  /** Masked; null until the real name is matched. */
  identity: Me["identity"];
  /** Masked. */
  phone: string | null;
  /** A computer that a phone let in: it has no key, and shows no codes. */
  desktop: boolean;
}

const NOBODY = { role: null, subject: null, office: null, identity: null, phone: null, desktop: false };
const ME = "me";

export const session = reactive<Session>({ state: "unknown", ...NOBODY });

let restoring: Promise<void> | null = null;
let waiting: ((signedIn: boolean) => void)[] = [];

/** Find out who is signed in; the first call decides, later ones wait for it. */
export function restore(): Promise<void> {
  restoring ??= decide();
  return restoring;
}

async function decide(): Promise<void> {
  if (!(await mayRenew())) {
    leave();
    return;
  }
  try {
    if (await renew()) await refreshMe();
    else leave();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    remember((await recall(ME)) as Me | null);
  }
}

function remember(me: Me | null): void {
  if (me === null) leave();
  else arrive(me);
}

function arrive(me: Me): void {
  Object.assign(session, fromMe(me), { state: "in" });
  note(me.subject);
}

function fromMe(me: Me): Omit<Session, "state"> {
  const { role, subject, office, identity, phone, desktop } = me;
  return { role, subject, office, identity, phone, desktop };
}

/** Ask the office again who this is (after the real name was matched, for instance). */
export async function refreshMe(): Promise<void> {
  const me = await ask(api.GET("/api/v1/me"));
  arrive(me);
  await keep(ME, me);
}

/** `demo_code` is there in the demo only. */
export function sendCode(phone: string): Promise<components["schemas"]["CodeSent"]> {
  return ask(api.POST("/api/v1/auth/one-time-codes", { body: { phone } }));
}

export async function signInByPhone(phone: string, code: string): Promise<void> {
  await begin(await ask(api.POST("/api/v1/auth/sessions", { body: { phone, code } })));
}

export async function signInStaff(login: string, password: string, totp: string): Promise<void> {
  await begin(await ask(api.POST("/api/v1/auth/staff-sessions", { body: { login, password, totp } })));
}

/** Take over a finished sign-in (any kind) and let the calls that waited go on. */
export async function begin(tokens: SignedIn): Promise<void> {
  const before = session.state === "expired" ? session.subject : null;
  await accept(tokens);
  await refreshMe();
  if (before !== null && before !== session.subject) await startAnew();
  settle(true);
}

/** The office ended the sign-in: keep the page, ask again. Resolves when that was done (true) or refused (false). */
function expire(): Promise<boolean> {
  if (session.state !== "in" && session.state !== "expired") return Promise.resolve(false);
  session.state = "expired";
  return new Promise((resolve) => waiting.push(resolve));
}

function settle(signedIn: boolean): void {
  const waited = waiting;
  waiting = [];
  for (const go of waited) go(signedIn);
}

/** The user would rather leave than sign in again. */
export async function giveUp(): Promise<void> {
  await clear();
  settle(false);
}

/** Returns false when the office could not be told; this browser is signed out all the same. */
export async function signOut(): Promise<boolean> {
  let told = true;
  try {
    await ask(api.DELETE("/api/v1/auth/sessions/current"));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    told = error.status === 401;
  }
  await clear();
  return told;
}

async function clear(): Promise<void> {
  await Promise.all([forget(), keep(ME, null), forgetPerson()]);
  note(null);
  leave();
}

function leave(): void {
  Object.assign(session, NOBODY, { state: "out" });
}

/** Whether this page shows somebody who is gone. `back`: it comes back from the browser's own memory. */
export function showsAnother({ back = false } = {}): boolean {
  const who = noted();
  if (session.subject === null || who === null || who === session.subject) return false;
  return back || who === "" || session.state === "expired";
}

whenSignInEnds(expire);
whenRenewing(() => session.subject);
