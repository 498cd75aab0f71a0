/**
 * A scanner gun heard on a page that has no scanner: what it reads is kept here instead of being typed into the page,
 * where its Enter would press a button.
 */
import { onBeforeUnmount, onMounted, shallowRef, type ShallowRef } from "vue";
import { readingOf, type Scan } from "@/scan/kinds";
import { sound } from "@/scan/sound";
import { listenToGun } from "@/scan/wedge";

/** The last code that was read; `read` hears of guides and of numbers of cases too. What belongs to another system sounds a refusal. */
export function useEarlyScan(read: (scan: Scan) => void): ShallowRef<Scan | null> {
  const early = shallowRef<Scan | null>(null);
  function take(text: string, at: number): void {
    const scan: Scan = { ...readingOf(text, location.origin), source: "gun", at, decode: 0 };
    const ours = scan.kind === "code" || scan.kind === "typed";
    if (ours) early.value = scan;
    if (ours || scan.kind === "guide" || scan.kind === "case") {
      sound.seen();
      read(scan);
    } else sound.bad();
  }
  let stop: (() => void) | null = null;
  onMounted(() => (stop = listenToGun(window, { whole: take })));
  onBeforeUnmount(() => stop?.());
  return early;
}
