/** The offers of a certificate, or of what a case is to end in, to other wallets: made, watched while one waits, taken back. */
import { computed, type ComputedRef, type Ref, shallowRef, watch } from "vue";
import { attempt, once } from "@/api/client";
import { Problem } from "@/api/problem";
import { useActing } from "@/composables/useActing";
import { useTicker } from "@/composables/useTicker";
import { isUnderWay, makeOffer, type NewOffer, type Offer, type Offered, offersOf, withdrawOffer } from "./offers";

const WATCH = 3; // seconds between looks while an offer waits

export interface Offers {
  offers: Ref<Offer[] | null>;
  made: Ref<NewOffer | null>;
  /** What became of the code on the screen. */
  shown: ComputedRef<Offer | undefined>;
  left: ComputedRef<number>;
  problem: Ref<Problem | null>;
  busy: Ref<boolean>;
  read: () => Promise<void>;
  make: () => Promise<void>;
  takeBack: (offer: Offer) => Promise<boolean>;
}

export function useOffers(of: Offered): Offers {
  const [offers, made] = [shallowRef<Offer[] | null>(null), shallowRef<NewOffer | null>(null)];
  const { problem, busy, act } = useActing();
  const shown = computed(() => offers.value?.find((one) => one.offer_id === made.value?.offer_id));
  let key = once();

  /** Quietly: a look that fails shows nothing when there is something to see, and the next one comes soon. */
  async function read(): Promise<void> {
    const answer = await attempt(() => offersOf(of));
    if (!(answer instanceof Problem)) [offers.value, problem.value] = [answer, null];
    else if (offers.value === null) problem.value = answer;
  }

  async function make(): Promise<void> {
    const answer = await act(() => makeOffer(of, key));
    if (answer === null) return;
    key = once();
    made.value = answer;
    await read();
  }

  async function takeBack(offer: Offer): Promise<boolean> {
    const done = await act(() => withdrawOffer(offer));
    if (done && offer.offer_id === made.value?.offer_id) made.value = null;
    if (done) await read();
    return done === true;
  }

  return { offers, made, shown, left: useLeft(made, shown, read), problem, busy, read, make, takeBack };
}

/** Seconds that the code on the screen has left; while it waits or is fetched, somebody looks what became of it. */
function useLeft(made: Ref<NewOffer | null>, shown: Ref<Offer | undefined>, look: () => Promise<void>): ComputedRef<number> {
  const now = useTicker();
  let looked = 0;
  watch(now, (moment) => {
    if (shown.value === undefined || !isUnderWay(shown.value, moment) || moment - looked < WATCH) return;
    looked = moment;
    void look();
  });
  return computed(() => (made.value ? Date.parse(made.value.expires_at) / 1000 - now.value : 0));
}
