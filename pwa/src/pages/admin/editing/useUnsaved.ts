/** Leaving with something unsaved asks first: within the pages by a question of ours, out of them by the browser's own. */
import { onBeforeUnmount, onMounted, ref, type Ref } from "vue";
import { onBeforeRouteLeave, useRouter } from "vue-router";

export interface Unsaved {
  /** The question stands open. */
  asking: Ref<boolean>;
  leave: () => void;
}

export function useUnsaved(unsaved: () => boolean): Unsaved {
  const router = useRouter();
  const asking = ref(false);
  let wanted: string | null = null;
  let agreed = false;

  onBeforeRouteLeave((to) => {
    if (agreed || !unsaved()) return true;
    wanted = to.fullPath;
    asking.value = true;
    return false;
  });

  function warn(event: BeforeUnloadEvent): void {
    if (unsaved() && !agreed) event.preventDefault();
  }
  onMounted(() => addEventListener("beforeunload", warn));
  onBeforeUnmount(() => removeEventListener("beforeunload", warn));

  function leave(): void {
    agreed = true;
    if (wanted !== null) void router.push(wanted);
  }
  return { asking, leave };
}
