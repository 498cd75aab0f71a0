/** The corrected time as a ref that moves every second while the component lives; it rests while the page is hidden. */
import { onScopeDispose, readonly, ref, type Ref } from "vue";
import { clock } from "@/state/clock";

/** Seconds since 1970 by the office's clock, not rounded; `every` milliseconds apart. */
export function useTicker(every = 1000): Readonly<Ref<number>> {
  const now = ref(clock.now());
  const tick = (): void => {
    now.value = clock.now();
  };
  const turned = (): void => {
    if (!document.hidden) tick();
  };
  const timer = setInterval(turned, every);
  document.addEventListener("visibilitychange", turned);
  onScopeDispose(() => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", turned);
  });
  return readonly(now);
}
