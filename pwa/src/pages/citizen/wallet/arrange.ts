/** Moving cards: a card moves among the cards of its own holder, because the wallet shows them holder by holder. */
import { nameOf, type WalletCard } from "@/state/wallet";
import { groupByHolder, groupOf } from "./find";

/** The cards in the order they are shown. */
export function inShownOrder(cards: readonly WalletCard[]): WalletCard[] {
  return groupByHolder(cards).flatMap((group) => group.cards);
}

/** Whether the card at `from` may take the place of the one at `to`. */
export function mayMove(cards: readonly WalletCard[], from: number, to: number): boolean {
  const [card, other] = [cards[from], cards[to]];
  if (card === undefined || other === undefined || from === to) return false;
  return groupOf(card) === groupOf(other);
}

/** The names of the cards after the card at `from` took the place at `to`. */
export function moved(cards: readonly WalletCard[], from: number, to: number): string[] {
  const ids = cards.map(nameOf);
  ids.splice(to, 0, ...ids.splice(from, 1));
  return ids;
}
