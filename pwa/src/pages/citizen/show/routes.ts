/** Pages that put a code on the screen. The mark is set at the tap, so that the time to the code can be measured. */
import type { RouteRecordRaw } from "vue-router";
import { loadTexts } from "@/locales";

/** Names of the performance entries: the tap, the code painted, and the time between. */
export const MARKS = { tap: "show:tap", code: "show:code", measure: "show" } as const;

/** No role is asked for: what this phone keeps can be shown without a network, and after a sign-in has run out. */
const meta = { texts: ["show"], ownNews: true } as const;

const showPage = (): Promise<typeof import("./ShowPage.vue")> => import("./ShowPage.vue");

/**
 * Fetch the page and what it needs beforehand, when the phone has nothing else to do: the first tap is then as quick as
 * the next, and whole without a network.
 */
export function prepareShow(): void {
  const idle = (globalThis as { requestIdleCallback?: typeof requestIdleCallback }).requestIdleCallback ?? setTimeout;
  const all = async (): Promise<void> => {
    const [ready] = await Promise.all([import("./ready"), showPage(), loadTexts(["show"])]);
    await ready.makeReady();
  };
  idle(() => void all().catch(() => undefined)); // offline: the tap says so
}

export const showRoutes: RouteRecordRaw[] = [
  {
    path: "/show/:id",
    name: "show",
    component: showPage,
    props: true,
    meta: { ...meta, bare: true },
    beforeEnter: () => void performance.mark(MARKS.tap),
  },
  { path: "/pack", name: "pack", component: () => import("../pack/PackPage.vue"), meta },
  { path: "/answer", name: "answer", component: () => import("../answer/AnswerPage.vue"), meta: { ...meta, texts: ["show", "scan"] } },
];
