/** Keeps the screen awake while the component lives and the page is in view. Browsers without it are left alone. */
import { onScopeDispose, readonly, ref, type Ref } from "vue";

/** True while the screen is kept awake. */
export function useWakeLock(): Readonly<Ref<boolean>> {
  const awake = ref(false);
  let lock: WakeLockSentinel | null = null;
  let wanted = true;

  async function ask(): Promise<void> {
    const wakeLock = navigator.wakeLock as WakeLock | undefined;
    if (!wanted || document.hidden || wakeLock === undefined) return;
    try {
      hold(await wakeLock.request("screen"));
    } catch {
      awake.value = false; // low battery or not allowed here
    }
  }

  function hold(found: WakeLockSentinel): void {
    if (!wanted) return void found.release();
    lock = found;
    awake.value = true;
    found.addEventListener("release", () => (awake.value = false));
  }

  const turned = (): void => void ask();
  document.addEventListener("visibilitychange", turned);
  onScopeDispose(() => {
    wanted = false;
    document.removeEventListener("visibilitychange", turned);
    void lock?.release();
  });
  void ask();
  return readonly(awake);
}
