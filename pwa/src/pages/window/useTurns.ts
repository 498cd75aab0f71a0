/**
 * Whose turn it is before the camera: a code, then (while its portrait is awaited) the portrait frame alone, so that the
 * phone's next code is not taken for a new one; then nothing, until the clerk goes on.
 */
import { computed, ref, watch, type ComputedRef, type Ref } from "vue";
import type { Kind } from "@/scan/kinds";
import type { ScansUse } from "./useScans";

export interface TurnsUse {
  paused: Ref<boolean>;
  /** What the camera takes; gun, picture and number bring codes and portraits at any time. */
  looksFor: ComputedRef<Kind[]>;
  /** On to the next code. */
  scanNext(): void;
}

export function useTurns({ verdict, portraitState }: Pick<ScansUse, "verdict" | "portraitState">): TurnsUse {
  const paused = ref(false);
  const forPortrait = ref(false);
  watch([verdict, portraitState], () => {
    forPortrait.value = portraitState.value === "awaited";
    if (forPortrait.value) paused.value = false;
  });
  function scanNext(): void {
    forPortrait.value = false;
    paused.value = false;
  }
  return { paused, looksFor: computed(() => [forPortrait.value ? "portrait" : "code"]), scanNext };
}
