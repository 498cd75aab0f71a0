/**
 * Pull to refresh: `pulled` follows the finger (0 to 1 and beyond: enough) while the page is at its top, unless the
 * finger has hold of something else. The button beside the heading does the same for keyboards, mice, screen readers.
 */
import { onBeforeUnmount, onMounted, ref, type Ref } from "vue";

const ENOUGH = 84; // pixels of finger
const SLACK = 12;

export function usePull(act: () => void, busy: () => boolean): Readonly<Ref<number>> {
  const pulled = ref(0);
  let from: number | null = null;

  function begin(event: TouchEvent): void {
    from = scrollY <= 0 && event.touches.length === 1 && !busy() ? (event.touches[0]?.clientY ?? null) : null;
  }
  function move(event: TouchEvent): void {
    if (from === null) return;
    const way = (event.touches[0]?.clientY ?? from) - from - SLACK;
    pulled.value = way > 0 && scrollY <= 0 ? Math.min(1.4, way / ENOUGH) : 0;
  }
  function end(): void {
    if (pulled.value >= 1) act();
    drop();
  }

  function drop(): void {
    pulled.value = 0;
    from = null;
  }

  const heard = [["touchstart", begin], ["touchmove", move], ["touchend", end], ["touchcancel", drop]] as const;
  onMounted(() => heard.forEach(([name, hear]) => addEventListener(name, hear as EventListener, { passive: true })));
  onBeforeUnmount(() => heard.forEach(([name, hear]) => removeEventListener(name, hear as EventListener)));
  return pulled;
}
