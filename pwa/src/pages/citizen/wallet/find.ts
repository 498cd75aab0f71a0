/** Searching and grouping cards: what people type is looked for in names, holder, issuer's words and the end of numbers. */
import type { WalletCard } from "@/state/wallet";

export interface Group {
  holder: string;
  kind: string;
  cards: WalletCard[];
}

/** Every word of the query must be found somewhere on the card. */
export function findCards(cards: readonly WalletCard[], query: string): WalletCard[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return cards.filter((card) => {
    const text = fold(wordsOn(card).join(" "));
    return words.every((word) => text.includes(word));
  });
}

/** Cards by holder in the order they come; the person's own before those of organisations. */
export function groupByHolder(cards: readonly WalletCard[]): Group[] {
  const groups = new Map<string, Group>();
  for (const card of cards) {
    const name = `${card.holder_kind} ${card.holder_name}`;
    const group = groups.get(name) ?? { holder: card.holder_name, kind: card.holder_kind, cards: [] };
    group.cards.push(card);
    groups.set(name, group);
  }
  return [...groups.values()].sort((one, other) => Number(one.kind !== "citizen") - Number(other.kind !== "citizen"));
}

function wordsOn(card: WalletCard): string[] {
  const shown = card.fields.map((field) => (field.kind === "text" && typeof field.value === "string" ? field.value : ""));
  return [card.type.name.zh, card.type.name.en, card.holder_name, ...shown];
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
