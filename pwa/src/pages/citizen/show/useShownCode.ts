/**
 * A code on show and what became of it: signed with a server nonce when one is at hand, watched in the history, taken
 * away once it was used (it is worth nothing then); a refused one stays, and the reason is told, unless the office no
 * longer knows this phone. The phone says both with a short shake.
 */
import { type Ref, onScopeDispose } from "vue";
import { type Bytes } from "@/certs/bytes";
import { device } from "@/state/device";
import { refreshWallet } from "@/state/wallet";
import { keepNonces } from "./nonces";
import { type FreshCode, useFreshCode } from "./useFreshCode";
import { type Read, useUses } from "./useUses";

const USED_PATTERN = [90, 60, 90]; // milliseconds
const REFUSED_PATTERN = [350];

export interface ShownCode {
  readonly code: FreshCode;
  readonly read: Readonly<Ref<Read | null>>;
  /** Watch from now on what becomes of codes that show these certificates. */
  readonly watch: (certificateIds: readonly string[]) => void;
}

export function useShownCode(sign: (nonce: Bytes | null) => Promise<string>): ShownCode {
  const nonces = keepNonces();
  const code = useFreshCode(async () => {
    const text = await sign(nonces.take());
    nonces.refill();
    return text;
  });
  const uses = useUses((read) => {
    vibrate(read.outcome === "accepted" ? USED_PATTERN : REFUSED_PATTERN);
    if (read.outcome === "accepted") code.stop();
    else void lookAgain();
  });
  /** What was refused may have changed meanwhile; without a key the next code says why there is none. */
  async function lookAgain(): Promise<void> {
    await refreshWallet();
    if (device.state !== "bound") await code.renew();
  }

  onScopeDispose(uses.end);
  return { code, read: uses.read, watch: uses.watch };
}

/** Where the phone can and may. */
function vibrate(pattern: readonly number[]): void {
  const shake = (navigator as { vibrate?: Navigator["vibrate"] }).vibrate?.bind(navigator);
  shake?.([...pattern]);
}
