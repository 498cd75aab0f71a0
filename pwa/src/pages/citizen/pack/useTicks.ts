/**
 * Which certificates are ticked for a pack, each with which view.
 *
 * 1. Only what can be shown now counts. 2. A view is the one last chosen for the certificate, or the usual one, or the
 * one that a matter needs. 3. A pack names at most as many certificates as a code holds. 4. A pack is one person's: the
 * owner's of this phone, or somebody's whose certificates it shows; whoever is chosen, the ticks begin anew.
 */
import { type ComputedRef, computed, reactive, type Ref, ref, watch } from "vue";
import { MAX_ENTRIES, type PackEntry } from "@/certs/lm1";
import { useTicker } from "@/composables/useTicker";
import { rememberedView } from "@/state/show";
import { type WalletCard, cards, nameOf } from "@/state/wallet";
import { placesOf } from "../show/onBehalf";
import { canShow, standing } from "../show/standing";
import { pick } from "../show/useShow";
import type { Choice } from "./matterChoice";

export interface Ticks {
  /** Whose cards: "" for the owner of this phone, else the holder's name. */
  readonly whose: Ref<string>;
  /** Those for whom this phone shows something that a pack may name. */
  readonly others: ComputedRef<readonly string[]>;
  /** That person's cards, each with whether it can be shown now. */
  readonly offered: ComputedRef<readonly { card: WalletCard; able: boolean }[]>;
  readonly chosen: ComputedRef<readonly WalletCard[]>;
  readonly full: ComputedRef<boolean>;
  readonly isChosen: (card: WalletCard) => boolean;
  readonly viewOf: (card: WalletCard) => number | undefined;
  readonly tick: (card: WalletCard, wanted: boolean) => Promise<void>;
  readonly setView: (card: WalletCard, view: number) => void;
  readonly takeOver: (choices: readonly Choice[]) => void;
  /** What a code says of them. */
  readonly entries: () => PackEntry[];
}

export function useTicks(): Ticks {
  const now = useTicker(10_000);
  const views = reactive(new Map<string, number>()); // name of the card → view
  const whose = ref("");
  const packable = computed(() => cards.value.filter(inPacks));
  const others = computed(() => [...new Set(packable.value.map(personOf))].filter(Boolean));
  const offered = computed(() => {
    return packable.value.filter((card) => personOf(card) === whose.value).map((card) => ({ card, able: canShow(standing(card, card.views[0], now.value)) }));
  });
  const chosen = computed(() => offered.value.filter(({ card, able }) => able && isChosen(card)).map(({ card }) => card));
  const full = computed(() => chosen.value.length >= MAX_ENTRIES);

  const isChosen = (card: WalletCard): boolean => views.has(nameOf(card));
  const viewOf = (card: WalletCard): number | undefined => views.get(nameOf(card));
  const setView = (card: WalletCard, view: number): void => void views.set(nameOf(card), view);
  const entries = (): PackEntry[] => chosen.value.map((card) => ({ handle: card.handle, view: viewOf(card) ?? 0 }));

  async function tick(card: WalletCard, wanted: boolean): Promise<void> {
    if (!wanted) return void views.delete(nameOf(card));
    const view = pick(card.views, await rememberedView(nameOf(card)));
    if (view !== undefined) setView(card, view.number);
  }

  function takeOver(choices: readonly Choice[]): void {
    views.clear();
    for (const { card, view } of choices.slice(0, MAX_ENTRIES)) setView(card, view);
  }

  watch(whose, () => views.clear(), { flush: "sync" });
  return { whose, others, offered, chosen, full, isChosen, viewOf, tick, setView, takeOver, entries };
}

/** Only the office resolves a pack. */
function inPacks(card: WalletCard): boolean {
  return placesOf(card).some((place) => place !== "offline");
}

/** Rule 4: "" for the owner of this phone. */
export function personOf(card: WalletCard): string {
  return card.on_behalf?.holder_name ?? "";
}
