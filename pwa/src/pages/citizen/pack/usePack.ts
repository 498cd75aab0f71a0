/** A pack: what is ticked, whether its code is on show, and what became of it. */
import { type Ref, readonly, ref } from "vue";
import { type Bytes } from "@/certs/bytes";
import { signPack } from "../show/signing";
import { type ShownCode, useShownCode } from "../show/useShownCode";
import { type Ticks, useTicks } from "./useTicks";

export interface Pack extends Ticks, Omit<ShownCode, "watch"> {
  readonly showing: Readonly<Ref<boolean>>;
  /** Show the code, or show it again after a use. */
  readonly begin: () => Promise<void>;
  /** A code around this nonce, to be posted for a number. */
  readonly signWith: (nonce: Bytes) => Promise<string>;
  /** Back to the choice. */
  readonly change: () => void;
}

export function usePack(): Pack {
  const ticks = useTicks();
  const showing = ref(false);
  const { code, read, watch } = useShownCode((nonce) => signPack(ticks.entries(), nonce));

  async function begin(): Promise<void> {
    showing.value = true;
    watch(ticks.chosen.value.map((card) => card.certificate_id));
    await code.renew();
  }

  function change(): void {
    showing.value = false;
    code.stop();
  }

  const signWith = (nonce: Bytes): Promise<string> => signPack(ticks.entries(), nonce);
  return { ...ticks, code, read, showing: readonly(showing), begin, signWith, change };
}
