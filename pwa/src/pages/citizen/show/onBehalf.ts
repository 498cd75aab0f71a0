/** The terms of a card that this phone shows for somebody else, in words. */
import { PLACES } from "@/certs/place";
import type { WalletCard } from "@/state/wallet";

const NAMES = ["window", "online", "offline"] as const;
const MATTER = "matter:";

export type Place = (typeof NAMES)[number];

/** Where its code is taken; everywhere for a card of the holder's own. */
export function placesOf(card: WalletCard): Place[] {
  const places = card.on_behalf?.places;
  return NAMES.filter((name) => places === undefined || (places & PLACES[name]) !== 0);
}

/** The codes of the matters it may be shown for; none named: all. */
export function mattersOf(card: WalletCard): string[] {
  return (card.on_behalf?.purposes ?? []).filter((one) => one.startsWith(MATTER)).map((one) => one.slice(MATTER.length));
}
