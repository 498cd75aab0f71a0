/**
 * One certificate on show: which view, what stands against it, the fresh code, and what became of it.
 *
 * 1. The view last chosen for this certificate is shown at once; the first time, the usual one. 2. A choice is
 * remembered and signed at once; the code of the view before it is taken away first, so that no scanner sees more than
 * the page says. 3. What cannot be shown is fetched anew when there is a network, and told when not.
 */
import { type ComputedRef, type Ref, computed, readonly, ref, watch } from "vue";
import { type Bytes } from "@/certs/bytes";
import { useTicker } from "@/composables/useTicker";
import { network } from "@/state/network";
import { rememberView, rememberedView } from "@/state/show";
import { type SignedView, type WalletCard, cardOf, refreshWallet } from "@/state/wallet";
import { type Answer, signView } from "./signing";
import { type Standing, canShow, standing } from "./standing";
import { type TypeDescription, certificateTypes } from "./types";
import { type ShownCode, useShownCode } from "./useShownCode";

export interface Show extends Omit<ShownCode, "watch"> {
  readonly card: ComputedRef<WalletCard | undefined>;
  readonly type: ComputedRef<TypeDescription | undefined>;
  readonly view: ComputedRef<SignedView | undefined>;
  readonly standing: ComputedRef<Standing | null>;
  readonly fetching: Readonly<Ref<boolean>>;
  readonly choose: (view: number) => void;
  /** Begin, or begin again after a use. */
  readonly begin: () => Promise<void>;
  /** A code around this nonce, to be posted for a number. */
  readonly signWith: (nonce: Bytes) => Promise<string>;
  /** Fetch what cannot be shown; true when it can be now. */
  readonly fetchAnew: () => Promise<boolean>;
}

/** `name`: what the card is called on this phone. */
export function useShow(name: string, answer: () => Answer | null): Show {
  const now = useTicker(5000);
  const types = certificateTypes();
  const chosen = ref<number>();
  const fetching = ref(false);
  const card = computed(() => cardOf(name));
  const type = computed(() => types.value.get(card.value?.type.id ?? ""));
  const view = computed(() => pick(card.value?.views ?? [], chosen.value));
  const at = computed(() => (card.value ? standing(card.value, view.value, now.value) : null));
  const able = computed(() => at.value !== null && canShow(at.value));
  const { code, read, watch: watchUses } = useShownCode((nonce) => signView(view.value?.view ?? "", nonce, answer()));

  async function begin(): Promise<void> {
    chosen.value ??= await rememberedView(name);
    watchUses([card.value?.certificate_id ?? name]);
    if (able.value) await code.renew();
    else if (network.online) await fetchAnew();
  }

  async function fetchAnew(): Promise<boolean> {
    fetching.value = true;
    await refreshWallet().finally(() => (fetching.value = false));
    if (able.value) await code.renew();
    return able.value;
  }

  function choose(number: number): void {
    chosen.value = number;
    void rememberView(name, number);
    code.stop();
    if (able.value) void code.renew();
  }

  const signWith = (nonce: Bytes): Promise<string> => signView(view.value?.view ?? "", nonce, { aud: "*", cnonce: nonce });
  watch(able, (possible) => possible || code.stop());
  return { card, type, view, standing: at, code, read, fetching: readonly(fetching), choose, begin, signWith, fetchAnew };
}

/** Rule 1. */
export function pick(views: readonly SignedView[], chosen: number | undefined): SignedView | undefined {
  return views.find((one) => one.number === chosen) ?? views.find((one) => one.id === "standard") ?? views[0];
}
