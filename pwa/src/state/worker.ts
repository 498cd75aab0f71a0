/**
 * The service worker from the page's side: registers it, says when a new version waits, and lets it take over only when
 * its user says so.
 *
 * Rules: 1. an update never takes over by itself; 2. the prompt does not appear while a code is on show; 3. after the
 * user agreed the page reloads once, when the new version is in charge; 4. a browser without service workers (some
 * in-app browsers) is told that offline use is not promised there, and how to leave for one that keeps it; 5. a version
 * whose fetching began before the page listened is offered too; 6. the very first version is offered to nobody.
 */
import { computed, ref, shallowRef } from "vue";
import { onShow } from "./show";

const HOUR = 3_600_000;
const waiting = shallowRef<ServiceWorker | null>(null);
const put = ref(false);

export const offlinePromised: boolean = "serviceWorker" in navigator;

/** The page was opened inside another app, whose own menu leads to the phone's browser. */
export const inOtherApp = /MicroMessenger|AlipayClient|DingTalk|Weibo|QQ\/|aweme|FBA[NV]|Instagram|\bLine\//i.test(navigator.userAgent);

/** A new version is there, nothing is on show, and nobody said "later". */
export const updateReady = computed(() => waiting.value !== null && !onShow.value && !put.value);

export function registerWorker(): void {
  if (!offlinePromised || !import.meta.env.PROD) return;
  void navigator.serviceWorker
    .register("/service-worker.js", { scope: "/", updateViaCache: "none" })
    .then(watchFor)
    .catch(() => undefined); // private mode or full storage: the page works online
}

function watchFor(registration: ServiceWorkerRegistration): void {
  if (registration.waiting !== null && registration.active !== null) offer(registration.waiting);
  offerWhenFetched(registration);
  registration.addEventListener("updatefound", () => offerWhenFetched(registration));
  setInterval(() => void registration.update().catch(() => undefined), HOUR);
}

/**
 * The very first version replaces nothing: nobody needs to be asked. That is settled when its fetching begins: Safari
 * tells of its end only when that version may be in charge already.
 */
function offerWhenFetched({ installing: coming, active }: ServiceWorkerRegistration): void {
  if (coming === null || active === null) return;
  coming.addEventListener("statechange", () => {
    if (coming.state === "installed") offer(coming);
  });
}

function offer(coming: ServiceWorker): void {
  put.value = false;
  waiting.value = coming;
}

/** The user agreed. */
export function updateNow(): void {
  if (waiting.value === null) {
    location.reload();
    return;
  }
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.value.postMessage({ type: "take over" });
}

export function updateLater(): void {
  put.value = true;
}
