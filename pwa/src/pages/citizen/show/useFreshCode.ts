/**
 * A code that stays fresh while somebody looks at it.
 *
 * 1. It is signed at once, and anew every 30 seconds. 2. A page that is hidden shows nothing and signs nothing; on
 * return it signs anew. 3. Asking for another one makes it at once; a signature that comes late for an older wish is
 * dropped. 4. Time is counted by the steady clock, so a jump of the phone's clock changes nothing. 5. When signing
 * fails, the old code is taken away and the reason is told.
 */
import { type Ref, onScopeDispose, readonly, ref, shallowRef } from "vue";

export const LIFE = 30; // seconds that a code stays on the screen; verifiers accept it for 90

export interface FreshCode {
  /** The text of the QR; empty while there is none to show. */
  readonly text: Readonly<Ref<string>>;
  /** Whole seconds until it is renewed. */
  readonly left: Readonly<Ref<number>>;
  /** Why there is none. */
  readonly failure: Readonly<Ref<unknown>>;
  /** Sign anew now; resolves when the code is there or has failed. */
  readonly renew: () => Promise<void>;
  /** Take the code away, until `renew`. */
  readonly stop: () => void;
}

export function useFreshCode(sign: () => Promise<string>): FreshCode {
  const text = ref("");
  const left = ref(LIFE);
  const failure = shallowRef<unknown>(null);
  let signedAt = 0;
  let wish = 0;
  let running = false;

  async function renew(): Promise<void> {
    const mine = ++wish;
    running = true;
    if (document.hidden) return;
    const [made, why] = await tried(sign);
    if (mine !== wish) return;
    [text.value, failure.value] = [made, why];
    [signedAt, left.value] = [performance.now(), LIFE];
  }

  function stop(): void {
    wish += 1;
    running = false;
    text.value = "";
  }

  function tick(): void {
    if (!running || text.value === "") return;
    left.value = Math.max(0, Math.ceil(LIFE - (performance.now() - signedAt) / 1000));
    if (left.value === 0) void renew();
  }

  function turned(): void {
    if (document.hidden) text.value = "";
    else if (running) void renew();
  }

  everySecond(tick, turned);
  onScopeDispose(stop);
  return { text: readonly(text), left: readonly(left), failure: readonly(failure), renew, stop };
}

async function tried(sign: () => Promise<string>): Promise<[string, unknown]> {
  try {
    return [await sign(), null];
  } catch (error) {
    return ["", error];
  }
}

/** `tick` every second and `turned` whenever the page is hidden or seen again, as long as the scope lives. */
function everySecond(tick: () => void, turned: () => void): void {
  const timer = setInterval(tick, 1000);
  document.addEventListener("visibilitychange", turned);
  onScopeDispose(() => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", turned);
  });
}
