/** Addresses of the area citizen. */
import type { RouteRecordRaw } from "vue-router";

export default [{ path: "/", component: () => import("@/pages/NotFound.vue") }] satisfies RouteRecordRaw[];
