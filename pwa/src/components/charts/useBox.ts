/** The width of an element and the size of the text of now, so that charts are drawn in real pixels at any size. */
import { onMounted, onScopeDispose, readonly, type Ref, ref } from "vue";

const USUAL_REM = 16;

export function useBox(element: Readonly<Ref<HTMLElement | null>>): { width: Readonly<Ref<number>>; rem: Readonly<Ref<number>> } {
  const width = ref(0);
  const rem = ref(USUAL_REM);
  const measure = (): void => {
    width.value = element.value?.clientWidth ?? 0;
    rem.value = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || USUAL_REM;
  };
  const observer = new ResizeObserver(measure);
  onMounted(() => {
    measure();
    if (element.value) observer.observe(element.value);
  });
  onScopeDispose(() => observer.disconnect());
  return { width: readonly(width), rem: readonly(rem) };
}
