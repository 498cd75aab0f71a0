/**
 * The time that counts: this phone's clock corrected by the office's. Seconds since 1970 throughout.
 *
 * Rules: 1. the office's reading is taken to be true at the middle of the round trip; 2. it is a whole second cut off,
 * so half a second is added; 3. a reading whose round trip took longer than ten seconds teaches nothing; 4. what was
 * learnt is kept for the next start, when there may be no network; 5. a phone off by more than 30 s is told so.
 */
import { computed, ref } from "vue";

const KEY = "liangma.clock";
const WRONG_SECONDS = 30;
const LONGEST_TRIP_SECONDS = 10;

const learnt = ref(readOffset());

function readOffset(): number {
  try {
    const kept = Number(localStorage.getItem(KEY));
    return Number.isFinite(kept) ? kept : 0;
  } catch {
    return 0;
  }
}

function here(): number {
  return Date.now() / 1000;
}

export const clock = {
  /** Seconds since 1970 by the office's clock. Not rounded. */
  now: (): number => here() + learnt.value,
  /** Seconds that this phone is behind (positive) or ahead (negative). */
  get offset(): number {
    return learnt.value;
  },
  /** More than 30 s off: say so. */
  get wrong(): boolean {
    return wrong.value;
  },
  here,
  /** `seconds` = the office's reading; `sentAt`, `receivedAt` = this phone's clock (`clock.here()`) around the call. */
  learn(seconds: number, sentAt: number, receivedAt: number): void {
    const trip = receivedAt - sentAt;
    if (!Number.isFinite(seconds) || !(trip >= 0 && trip <= LONGEST_TRIP_SECONDS)) return;
    learnt.value = seconds + 0.5 - (sentAt + receivedAt) / 2;
    try {
      localStorage.setItem(KEY, learnt.value.toFixed(1));
    } catch {
      return; // learnt for as long as the page is open
    }
  },
};

const wrong = computed(() => Math.abs(learnt.value) > WRONG_SECONDS);
