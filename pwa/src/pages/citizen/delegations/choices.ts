/** What can be chosen when lending: the cards of one holder, and terms that fit together. */
import type { Borrower } from "@/certs/delegation";
import { dayAfter } from "@/state/days";
import type { WalletCard } from "@/state/wallet";
import { MOST_DAYS, OFFLINE, type Terms, USUAL_DAYS, WINDOW } from "./lending";

export type To = "person" | "link" | "role";

/** What the form holds. `times`: "" for as often as needed. */
export interface Wish {
  certificates: string[];
  to: To;
  name: string;
  number: string;
  creditCode: string;
  role: "keeper" | "agent";
  places: number;
  matters: string[];
  until: string;
  times: string;
  lendOn: number;
}

export function newWish(today: string, certificates: string[]): Wish {
  return {
    certificates,
    to: "person",
    name: "",
    number: "",
    creditCode: "",
    role: "agent",
    places: WINDOW,
    matters: [],
    until: dayAfter(today, USUAL_DAYS),
    times: "",
    lendOn: 0,
  };
}

/** The cards that can be lent: my own, or those lent to me on `parent`; each with views, so that it can be shown now. */
export function lendable(cards: readonly WalletCard[], parent: string | null): WalletCard[] {
  const mine = cards.filter((card) => (parent === null ? !card.on_behalf : card.on_behalf?.source_id === parent));
  return mine.filter((card) => card.views.length > 0);
}

/** One delegation is of one holder: those that stay once these are chosen. */
export function ofOneHolder(cards: readonly WalletCard[], chosen: readonly string[]): WalletCard[] {
  const first = cards.find((card) => chosen.includes(card.certificate_id));
  return first ? cards.filter((card) => card.holder_name === first.holder_name && card.holder_kind === first.holder_kind) : [...cards];
}

export function untilIsRight(until: string, today: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(until) && until >= today && until <= dayAfter(today, MOST_DAYS);
}

/** A number is counted online only and not lent on; with matters, windows are the only place. */
export function fitting(wish: Wish): Pick<Terms, "places" | "times" | "lend_on" | "purposes"> {
  const limited = wish.times !== "" && wish.to !== "role";
  const places = wish.matters.length ? WINDOW : limited ? wish.places & ~OFFLINE : wish.places;
  return {
    places,
    times: limited ? Number(wish.times) : null,
    lend_on: limited || wish.to === "role" ? 0 : wish.lendOn,
    purposes: wish.matters.map((code) => `matter:${code}`),
  };
}

export function termsOf(wish: Wish, to: Borrower, parent: string | null): Terms {
  return { to, certificates: wish.certificates, until: wish.until, parent, ...fitting(wish) };
}
