/**
 * What stands between a card and its code, told before anybody else finds out.
 *
 * 1. A certificate that is not valid has no views: the reason is told, nothing is signed. 2. A view that has ended
 * cannot be shown; online it is fetched anew, offline the holder is told to go online once. 3. A view that ends within
 * a day, and a certificate that ends within 30 days, are warned of. 4. What is shown for somebody else ends with its
 * term, and with the last of its times.
 */
import type { SignedView, WalletCard } from "@/state/wallet";

export type Standing =
  | { kind: "good" }
  | { kind: "view_ending" | "certificate_ending"; at: number }
  | { kind: "view_ended" | "not_begun" | "expired"; at: number }
  | { kind: "term_ended"; at: number }
  | { kind: "no_view" | "suspended" | "revoked" | "used_up" };

const DAY = 86_400;
const HOUR_OF_CHINA = 8 * 3600; // certificates begin and end with the day in China

/** `now`: seconds since 1970. The first reason that holds, worst first. */
export function standing(card: WalletCard, view: SignedView | undefined, now: number): Standing {
  return against(card, now) ?? ofTerms(card, now) ?? ofView(card, view, now);
}

/** Rule 1; null when the certificate is good. */
function against(card: WalletCard, now: number): Standing | null {
  if (card.state === "suspended") return { kind: "suspended" };
  if (card.state !== "valid") return { kind: "revoked" };
  if (endOf(card) <= now) return { kind: "expired", at: endOf(card) };
  const begins = dayStart(card.valid_from);
  return begins > now ? { kind: "not_begun", at: begins } : null;
}

/** Rule 4. */
function ofTerms({ on_behalf: terms }: WalletCard, now: number): Standing | null {
  if (!terms) return null;
  if (terms.until !== null && seconds(terms.until) <= now) return { kind: "term_ended", at: seconds(terms.until) };
  return terms.times_left === 0 ? { kind: "used_up" } : null;
}

/** Rules 2 and 3. */
function ofView(card: WalletCard, view: SignedView | undefined, now: number): Standing {
  if (view === undefined) return { kind: "no_view" };
  const ends = seconds(view.expires_at);
  if (ends <= now) return { kind: "view_ended", at: ends };
  if (endOf(card) - now < 30 * DAY) return { kind: "certificate_ending", at: endOf(card) };
  return ends - now < DAY ? { kind: "view_ending", at: ends } : { kind: "good" };
}

/** Whether a code can be made. */
export function canShow(at: Standing): boolean {
  return at.kind === "good" || at.kind === "view_ending" || at.kind === "certificate_ending";
}

export function seconds(time: string): number {
  return Date.parse(time) / 1000;
}

function endOf(card: WalletCard): number {
  return card.valid_to === null ? Infinity : dayStart(card.valid_to) + DAY;
}

function dayStart(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000 - HOUR_OF_CHINA;
}
