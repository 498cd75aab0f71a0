/**
 * Which certificates are ticked for a pack, each with which view.
 *
 * 1. Only what can be shown now counts. 2. A view is the one last chosen for the certificate, or the usual one, or the
 * one that a matter needs. 3. A pack names at most as many certificates as a code holds.
 */
import { type ComputedRef, computed, reactive } from "vue";
import { MAX_ENTRIES, type PackEntry } from "@/certs/lm1";
import { useTicker } from "@/composables/useTicker";
import { rememberedView } from "@/state/show";
import { type WalletCard, cards } from "@/state/wallet";
import { canShow, standing } from "../show/standing";
import { pick } from "../show/useShow";
import type { Choice } from "./matterChoice";

export interface Ticks {
  /** All cards, each with whether it can be shown now. */
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
  const views = reactive(new Map<string, number>()); // certificate id → view
  const offered = computed(() => {
    return cards.value.map((card) => ({ card, able: canShow(standing(card, card.views[0], now.value)) }));
  });
  const chosen = computed(() => offered.value.filter(({ card, able }) => able && isChosen(card)).map(({ card }) => card));
  const full = computed(() => chosen.value.length >= MAX_ENTRIES);

  const isChosen = (card: WalletCard): boolean => views.has(card.certificate_id);
  const viewOf = (card: WalletCard): number | undefined => views.get(card.certificate_id);
  const setView = (card: WalletCard, view: number): void => void views.set(card.certificate_id, view);
  const entries = (): PackEntry[] => chosen.value.map((card) => ({ handle: card.handle, view: viewOf(card) ?? 0 }));

  async function tick(card: WalletCard, wanted: boolean): Promise<void> {
    if (!wanted) return void views.delete(card.certificate_id);
    const view = pick(card.views, await rememberedView(card.certificate_id));
    if (view !== undefined) setView(card, view.number);
  }

  function takeOver(choices: readonly Choice[]): void {
    views.clear();
    for (const { card, view } of choices.slice(0, MAX_ENTRIES)) setView(card, view);
  }

  return { offered, chosen, full, isChosen, viewOf, tick, setView, takeOver, entries };
}
