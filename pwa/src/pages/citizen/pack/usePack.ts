/**
 * Which certificates go into a pack, each with which view, and the pack's code.
 *
 * 1. Only what can be shown now can be ticked. 2. A view is the one last chosen for the certificate, or the usual one,
 * or the one that a matter needs. 3. A matter ticks what it needs; the holder may change everything. 4. A pack names at
 * most as many certificates as a code holds.
 */
import { type ComputedRef, type Ref, computed, reactive, readonly, ref } from "vue";
import { type Bytes } from "@/certs/bytes";
import { MAX_ENTRIES } from "@/certs/lm1";
import { useTicker } from "@/composables/useTicker";
import { rememberedView } from "@/state/show";
import { type WalletCard, cards } from "@/state/wallet";
import { signPack } from "../show/signing";
import { canShow, standing } from "../show/standing";
import { pick } from "../show/useShow";
import { type ShownCode, useShownCode } from "../show/useShownCode";
import type { Choice } from "./matterChoice";

export interface Pack extends Omit<ShownCode, "watch"> {
  /** All cards, each with whether it can be shown now. */
  readonly offered: ComputedRef<readonly { card: WalletCard; able: boolean }[]>;
  readonly chosen: ComputedRef<readonly WalletCard[]>;
  readonly showing: Readonly<Ref<boolean>>;
  readonly full: ComputedRef<boolean>;
  isChosen(card: WalletCard): boolean;
  viewOf(card: WalletCard): number | undefined;
  tick(card: WalletCard, wanted: boolean): Promise<void>;
  setView(card: WalletCard, view: number): void;
  takeOver(choices: readonly Choice[]): void;
  begin(): Promise<void>;
  signWith(nonce: Bytes): Promise<string>;
  change(): void;
}

export function usePack(): Pack {
  const now = useTicker(10_000);
  const views = reactive(new Map<string, number>()); // certificate id → view, for what is ticked
  const showing = ref(false);
  const offered = computed(() => {
    return cards.value.map((card) => ({ card, able: canShow(standing(card, card.views[0], now.value)) }));
  });
  const chosen = computed(() => offered.value.filter(({ card, able }) => able && isChosen(card)).map(({ card }) => card));
  const { code, read, watch } = useShownCode((nonce) => signPack(entries(), nonce));

  const isChosen = (card: WalletCard): boolean => views.has(card.certificate_id);
  const viewOf = (card: WalletCard): number | undefined => views.get(card.certificate_id);
  const entries = (): { handle: string; view: number }[] => {
    return chosen.value.map((card) => ({ handle: card.handle, view: viewOf(card) ?? 0 }));
  };

  async function tick(card: WalletCard, wanted: boolean): Promise<void> {
    if (!wanted) return void views.delete(card.certificate_id);
    const view = pick(card.views, await rememberedView(card.certificate_id));
    if (view !== undefined) views.set(card.certificate_id, view.number);
  }

  function takeOver(choices: readonly Choice[]): void {
    views.clear();
    for (const { card, view } of choices.slice(0, MAX_ENTRIES)) views.set(card.certificate_id, view);
  }

  async function begin(): Promise<void> {
    showing.value = true;
    watch(chosen.value.map((card) => card.certificate_id));
    await code.renew();
  }

  function change(): void {
    showing.value = false;
    code.stop();
  }

  return {
    code, read, offered, chosen, isChosen, viewOf, tick, takeOver, begin, change,
    showing: readonly(showing),
    full: computed(() => chosen.value.length >= MAX_ENTRIES),
    setView: (card, view) => void views.set(card.certificate_id, view),
    signWith: (nonce) => signPack(entries(), nonce),
  };
}
