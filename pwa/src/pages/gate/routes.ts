/** Addresses of the area gate. */
import type { RouteRecordRaw } from "vue-router";

export default [{ path: "/gate", component: () => import("@/pages/NotFound.vue") }] satisfies RouteRecordRaw[];
