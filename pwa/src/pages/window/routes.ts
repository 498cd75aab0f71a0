/** Addresses of the window: sign-in, desk, matter, case, and checking without a case. */
import type { RouteRecordRaw } from "vue-router";

const meta = { roles: ["window"], texts: ["scan", "cases", "proofs", "agents", "papers"] as const };

export default [
  { path: "/window", name: "window", meta, component: () => import("./DeskPage.vue") },
  { path: "/window/sign-in", name: "window-sign-in", props: { home: "/window", title: "window.signIn.title", text: "window.signIn.text" }, component: () => import("@/components/sign-in/StaffSignInPage.vue") },
  { path: "/window/matters/:code", name: "window-matter", props: true, meta, component: () => import("./MatterPage.vue") },
  { path: "/window/cases/:caseNo", name: "window-case", props: true, meta, component: () => import("./CasePage.vue") },
  { path: "/window/check", name: "window-check", meta, component: () => import("./CheckPage.vue") },
  { path: "/window/print", name: "window-print", meta: { ...meta, texts: ["printed", "agents"] as const }, component: () => import("./printing/PrintPage.vue") },
  { path: "/window/requests", name: "window-requests", meta: { ...meta, texts: ["requests"] as const }, component: () => import("./asking/AskPhonePage.vue") },
] satisfies RouteRecordRaw[];
