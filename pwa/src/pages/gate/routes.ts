/** Addresses of the area gate. A device that is not set up is sent to its set-up; every page keeps the gate fresh. */
import type { NavigationGuardReturn, RouteRecordRaw } from "vue-router";

const meta = { bare: true, ownNews: true, texts: ["scan"] as const };

async function onlyWhenReady(): Promise<NavigationGuardReturn> {
  const { gate, start } = await import("@/state/gate/gate");
  await start();
  return gate.phase === "ready" ? true : "/gate/set-up";
}

export default [
  { path: "/gate", name: "gate", meta, beforeEnter: onlyWhenReady, component: () => import("./ScanPage.vue") },
  { path: "/gate/set-up", name: "gate-set-up", meta, component: () => import("./SetUpPage.vue") },
  { path: "/gate/day", name: "gate-day", meta, beforeEnter: onlyWhenReady, component: () => import("./DayPage.vue") },
  {
    path: "/gate/settings",
    name: "gate-settings",
    meta,
    beforeEnter: onlyWhenReady,
    component: () => import("./SettingsPage.vue"),
  },
] satisfies RouteRecordRaw[];
