/** Searching and grouping cards: what people type is looked for in names, holder, issuer's words and the end of numbers. */
import type { WalletCard } from "@/state/wallet";

export interface Group {
  name: string;
  holder: string;
  kind: string;
  /** Shown for the holder, who is somebody else. */
  behalf: boolean;
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

/** Whose cards a card stands among. */
export function groupOf(card: WalletCard): string {
  return `${card.on_behalf ? "for " : ""}${card.holder_kind} ${card.holder_name}`;
}

/** Cards by holder in the order they come: the person's own, their organisations', and those shown for somebody else. */
export function groupByHolder(cards: readonly WalletCard[]): Group[] {
  const groups = new Map<string, Group>();
  for (const card of cards) {
    const name = groupOf(card);
    const behalf = Boolean(card.on_behalf);
    const group = groups.get(name) ?? { name, holder: card.holder_name, kind: card.holder_kind, behalf, cards: [] };
    group.cards.push(card);
    groups.set(name, group);
  }
  const rank = (group: Group): number => 2 * Number(group.behalf) + Number(group.kind !== "citizen");
  return [...groups.values()].sort((one, other) => rank(one) - rank(other));
}

function wordsOn(card: WalletCard): string[] {
  const shown = card.fields.map((field) => (field.kind === "text" && typeof field.value === "string" ? field.value : ""));
  return [card.type.name.zh, card.type.name.en, card.holder_name, ...shown];
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
