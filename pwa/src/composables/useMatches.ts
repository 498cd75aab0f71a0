/** Whether a media query holds now; follows it. */
import { onScopeDispose, ref, type Ref } from "vue";

export function useMatches(query: string): Readonly<Ref<boolean>> {
  const list = matchMedia(query);
  const holds = ref(list.matches);
  const follow = (): void => void (holds.value = list.matches);
  list.addEventListener("change", follow);
  onScopeDispose(() => list.removeEventListener("change", follow));
  return holds;
}
