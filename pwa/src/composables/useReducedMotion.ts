/** Whether the person asked for less movement. */
import { onScopeDispose, readonly, ref, type Ref } from "vue";

export function useReducedMotion(): Readonly<Ref<boolean>> {
  const query = matchMedia("(prefers-reduced-motion: reduce)");
  const reduced = ref(query.matches);
  const follow = (): void => {
    reduced.value = query.matches;
  };
  query.addEventListener("change", follow);
  onScopeDispose(() => query.removeEventListener("change", follow));
  return readonly(reduced);
}
