/** Addresses of checking sealed copies: anybody may, without an account. The QR code on a copy leads to the second. */
import type { RouteRecordRaw } from "vue-router";

const page = {
  component: () => import("./CheckPage.vue"),
  props: true,
  meta: { bare: true, texts: ["papers", "scan"] },
} satisfies Partial<RouteRecordRaw>;

export default [
  { path: "/check", name: "check", ...page },
  { path: "/check/:token", name: "check-token", ...page },
] satisfies RouteRecordRaw[];
