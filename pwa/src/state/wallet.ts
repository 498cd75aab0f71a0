/**
 * The wallet on this phone: the holder's cards with the views signed for this phone's key, kept for use offline.
 *
 * 1. What was fetched last is shown at once and stays when the network is gone; its age is always known. 2. Views are
 * fetched again silently, days before the first of them ends. 3. The wallet is one account's: another's, of staff too, signing
 * out, or losing the phone's registration empties it. 4. The order the holder gave stays; new cards come after it.
 * 5. A computer that a phone let in has the cards alone, keeps nothing of them, and shows none. 6. A card that is shown for somebody else has a name of its own: the same certificate may be lent twice.
 * 7. The office's version of an answer is kept with its cards and asked with: told that nothing has changed, they are as fresh as fetched.
 */
import { computed, reactive } from "vue";
import { api, ask } from "@/api/client";
import { Problem } from "@/api/problem";
import type { components } from "@/api/schema";
import { clock } from "./clock";
import { database, forgetPerson, keep as keepValue, recall } from "./database";
import { device, forgetDevice } from "./device";
import { session, signOut } from "./session";
import { noted } from "./whose";

export type WalletCard = components["schemas"]["WalletCard"];
/** On which terms this phone shows a certificate that is somebody else's. */
export type OnBehalf = components["schemas"]["OnBehalf"];
export type SignedView = components["schemas"]["SignedView"];

interface Kept {
  subject: string;
  server_time: number;
  cards: WalletCard[];
  version?: string | null; // rule 7; none of what was kept before there were any
}

export const wallet = reactive<{
  state: "unknown" | "none" | "ready"; // unknown: storage not read yet · none: nothing fetched for this phone yet
  cards: WalletCard[];
  fetchedAt: number; // the office's time of the last fetch, seconds since 1970
  version: string | null; // of these cards and views, as the office calls it; null: to be fetched whole
  refreshing: boolean;
  problem: Problem | null; // why the last fetch failed
}>({ state: "unknown", cards: [], fetchedAt: 0, version: null, refreshing: false, problem: null });

const STORED = "wallet";
const ORDER = "card-order";
const DAY = 86_400;
const RENEW_BEFORE = 4 * DAY; // views live seven to eight days
const LOOK_AGAIN = 600; // an open wallet looks again after ten minutes
const LENT_AGAIN = 60; // what is shown for somebody else may be taken back at any time

/** Cards in the holder's order; what was never ordered keeps the office's order, after the rest. */
export const cards = computed(() => [...wallet.cards].sort((one, other) => place(one) - place(other)));
/** Those of this person and their own organisations. */
export const ownCards = computed(() => cards.value.filter((card) => !card.on_behalf));
const order = reactive<{ ids: string[] }>({ ids: [] });

/** Seconds until the first view ends; null when no card has one. */
export function firstEnd(list: readonly WalletCard[]): number | null {
  const ends = list.flatMap((card) => card.views.map((view) => Date.parse(view.expires_at) / 1000));
  return ends.length ? Math.min(...ends) : null;
}

/** Whether rule 2 asks for a fetch now. */
export function wantsRenewal(now: number): boolean {
  if (wallet.state !== "ready" || now - wallet.fetchedAt > DAY) return true;
  const end = firstEnd(ownCards.value);
  return end !== null && end - now < RENEW_BEFORE && now - wallet.fetchedAt > LOOK_AGAIN;
}

/** Read what this phone keeps; empties it when it is another account's. */
export async function restoreWallet(): Promise<void> {
  order.ids = ((await recall(ORDER)) as string[] | null) ?? [];
  const kept = await readKept();
  if (kept === undefined) wallet.state = "none";
  else if (kept.subject !== (session.subject ?? noted() ?? kept.subject)) await emptyWallet();
  else Object.assign(wallet, { cards: kept.cards, fetchedAt: kept.server_time, version: kept.version ?? null, state: "ready" });
}

async function readKept(): Promise<Kept | undefined> {
  const db = await database().catch(() => null);
  return (await db?.get("wallet", STORED)) as Kept | undefined;
}

let underway: Promise<boolean> | null = null;

/** Fetch cards and views anew; true when it worked. A failure stays in `wallet.problem` and the cards stay. */
export function refreshWallet(): Promise<boolean> {
  underway ??= fetchWallet().finally(() => (underway = null));
  return underway;
}

async function fetchWallet(): Promise<boolean> {
  const deviceId = device.state === "bound" ? device.phone?.device_id : undefined;
  const whose = session.subject;
  if (session.desktop) return fetchCards(whose);
  if (!deviceId) return false;
  wallet.refreshing = true;
  try {
    await askOffice(deviceId, wallet.version, whose);
    wallet.problem = null;
    return true;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    wallet.problem = error;
    if (error.code === "not_found") await lose(whose);
    return false;
  } finally {
    wallet.refreshing = false;
  }
}

/** Rule 7. `have`: the version of the cards that are here. */
async function askOffice(deviceId: string, have: string | null, whose: string | null): Promise<void> {
  const sentAt = clock.here();
  const headers = have === null ? {} : { "If-None-Match": have };
  const answer = await api.GET("/api/v1/wallet", { params: { query: { device_id: deviceId } }, headers });
  if (answer.response.status === 304) return hold(deviceId, have, answer.response, sentAt, whose);
  const got = await ask(Promise.resolve(answer));
  await keep(got.cards, learn(got.server_time, sentAt), answer.response.headers.get("ETag"), whose);
}

/** Nothing has changed: unless the cards went away while the office was asked; then it is asked for all of them. */
async function hold(deviceId: string, have: string | null, told: Response, sentAt: number, whose: string | null): Promise<void> {
  if (wallet.version !== have) return askOffice(deviceId, null, whose);
  await keep(wallet.cards, learn(told.headers.get("Server-Time") ?? "", sentAt), have, whose);
}

/** The office's time as an answer says it, seconds since 1970, for the clock too; our own of it where none is said. */
function learn(said: string, sentAt: number): number {
  const told = Date.parse(said) / 1000;
  if (Number.isNaN(told)) return clock.now();
  clock.learn(told, sentAt, clock.here());
  return told;
}

/** Rule 5. */
async function fetchCards(whose: string | null): Promise<boolean> {
  wallet.refreshing = true;
  try {
    const { items } = await ask(api.GET("/api/v1/me/certificates"));
    if (session.subject !== whose) return false;
    const fetched = items.map((card) => ({ ...card, views: [] }));
    Object.assign(wallet, { cards: fetched, fetchedAt: clock.now(), version: null, state: "ready", problem: null });
    return true;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    wallet.problem = error;
    return false;
  } finally {
    wallet.refreshing = false;
  }
}

/** Rule 2, from now until the returned function is called: at once, when the page is seen again, when online again. */
export function keepFresh(): () => void {
  const look = (): void => {
    const patience = ownCards.value.length < wallet.cards.length ? LENT_AGAIN : LOOK_AGAIN;
    const due = wantsRenewal(clock.now()) || clock.now() - wallet.fetchedAt > patience;
    if (due && document.visibilityState === "visible" && navigator.onLine && session.state === "in") void refreshWallet();
  };
  const timer = window.setInterval(look, LOOK_AGAIN * 1000);
  window.addEventListener("online", look);
  document.addEventListener("visibilitychange", look);
  look();
  return () => {
    window.clearInterval(timer);
    window.removeEventListener("online", look);
    document.removeEventListener("visibilitychange", look);
  };
}

export async function emptyWallet(): Promise<void> {
  wallet.cards = [];
  wallet.fetchedAt = 0;
  wallet.version = null;
  wallet.state = "none";
  await forgetPerson();
}

/** Keep an order of cards by their names. */
export async function orderCards(ids: readonly string[]): Promise<void> {
  order.ids = [...ids];
  await keepValue(ORDER, [...ids]);
}

/** A page names certificates that were issued a moment ago: they come onto this phone, to be shown without a network too. */
export function fetchMissing(certificateIds: readonly string[]): void {
  const missing = certificateIds.some((id) => cardOf(id) === undefined);
  if (missing && device.state === "bound" && session.state === "in") void refreshWallet();
}

/** What a card is called on this phone: its certificate, or the showing by which it is shown for somebody (rule 5). */
export function nameOf(card: WalletCard): string {
  return card.on_behalf?.showing_id ?? card.certificate_id;
}

export function cardOf(name: string): WalletCard | undefined {
  return wallet.cards.find((card) => nameOf(card) === name);
}

/** Rule 3 holds for what is on its way too: nothing is kept once `whose` account is not the one signed in. */
async function keep(list: WalletCard[], serverTime: number, version: string | null, whose: string | null): Promise<void> {
  if (session.subject !== whose) return;
  Object.assign(wallet, { cards: list, fetchedAt: serverTime, version, state: "ready" });
  const kept: Kept = { subject: session.subject ?? device.phone?.subject ?? "", server_time: serverTime, cards: list, version };
  try {
    await (await database()).put("wallet", JSON.parse(JSON.stringify(kept)), STORED);
  } catch {
    return; // storage is full or blocked: the cards are there as long as the page is
  }
}

/** Rule 3: the office no longer knows this phone. Whoever holds it now may not be who signed in on it. */
async function lose(whose: string | null): Promise<void> {
  if (session.subject !== whose) return;
  await emptyWallet();
  await forgetDevice("removed");
  await signOut();
}

function place(card: WalletCard): number {
  const at = order.ids.indexOf(nameOf(card));
  return at < 0 ? order.ids.length + wallet.cards.indexOf(card) : at;
}
