/**
 * Keeps the focus in a part of the page when the button that had it goes away: whoever works by keyboard or screen
 * reader stays where they were. The part needs `tabindex="-1"`.
 */
import { onBeforeUnmount, onMounted, type Ref } from "vue";

export function useKeptFocus(part: Readonly<Ref<HTMLElement | null>>): void {
  let last: EventTarget | null = null;
  const note = (event: FocusEvent): void => void (last = event.target);
  const watcher = new MutationObserver(() => {
    if (!(last instanceof Element) || last.isConnected) return;
    last = null;
    if (document.activeElement === document.body) part.value?.focus({ preventScroll: true });
  });
  onMounted(() => {
    const root = part.value;
    if (root === null) return;
    root.addEventListener("focusin", note);
    watcher.observe(root, { childList: true, subtree: true });
  });
  onBeforeUnmount(() => watcher.disconnect());
}
