/** Addresses of the area admin. */
import type { RouteRecordRaw } from "vue-router";

export default [{ path: "/admin", component: () => import("@/pages/NotFound.vue") }] satisfies RouteRecordRaw[];
