/** Addresses of kiosks: one to set a machine up, and one for everything that people do there, so that nothing is in the history. */
import type { RouteRecordRaw } from "vue-router";

const meta = { bare: true, texts: ["scan", "desk", "citizen", "mine"] as const };

export default [
  { path: "/kiosk", name: "kiosk", meta: { ...meta, roles: ["kiosk"] }, component: () => import("./KioskPage.vue") },
  { path: "/kiosk/set-up", name: "kiosk-set-up", meta, component: () => import("./SetUpPage.vue") },
] satisfies RouteRecordRaw[];
