/** Addresses of the area window. */
import type { RouteRecordRaw } from "vue-router";

export default [{ path: "/window", component: () => import("@/pages/NotFound.vue") }] satisfies RouteRecordRaw[];
