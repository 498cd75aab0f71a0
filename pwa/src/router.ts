/**
 * Addresses to pages. Five areas, each with a routes.ts of its own whose pages load when first opened; what a page needs
 * (texts, sign-in) stands in its meta.
 *
 * Rules: 1. an area's texts are there before its first page shows; 2. a page whose meta names `roles` sends whoever is
 * not signed in to its area's sign-in page and back afterwards, and tells whoever is signed in with another role so, at
 * the same address; 3. the title and the manifest follow the area; 4. the
 * scroll position of a page is kept for the way back.
 */
import { createRouter, createWebHistory, type RouteLocationNormalized, type RouteRecordRaw } from "vue-router";
import { type Area, loadTexts } from "@/locales";
import admin from "@/pages/admin/routes";
import check from "@/pages/check/routes";
import citizen from "@/pages/citizen/routes";
import gate from "@/pages/gate/routes";
import kiosk from "@/pages/kiosk/routes";
import officer from "@/pages/officer/routes";
import window from "@/pages/window/routes";
import { arrived } from "@/state/arrival";
import { restore, session } from "@/state/session";

export type AreaName = "citizen" | "window" | "officer" | "gate" | "admin" | "kiosk";

declare module "vue-router" {
  interface RouteMeta {
    area?: AreaName;
    /** Texts this page needs besides its area's own. */
    texts?: readonly Area[];
    /** Who may see it; nobody named: everybody. */
    roles?: readonly string[];
    /** Shown without the bottom navigation. */
    bare?: boolean;
    /** The page itself says that there is no network and that the clock is wrong, in words that fit it better. */
    ownNews?: boolean;
  }
}

const SIGN_IN: Record<AreaName, string> = {
  citizen: "/sign-in",
  window: "/window/sign-in",
  officer: "/officer/sign-in",
  gate: "/gate",
  admin: "/admin/sign-in",
  kiosk: "/kiosk/set-up",
};
const MANIFEST: Record<AreaName, string> = {
  citizen: "/manifest.webmanifest",
  window: "/manifest.webmanifest",
  officer: "/manifest.webmanifest",
  gate: "/gate.webmanifest",
  admin: "/manifest.webmanifest",
  kiosk: "/manifest.webmanifest",
};

function inArea(area: AreaName, routes: RouteRecordRaw[]): RouteRecordRaw[] {
  return routes.map((route) => ({ ...route, meta: { area, ...route.meta } }));
}

/** One an area, reached by name only: the address before it stays as it is. */
function notYours(area: AreaName): RouteRecordRaw {
  return {
    path: "/:rest(.*)*",
    name: `not-yours-${area}`,
    meta: { area, bare: true, texts: ["access", "admin"] },
    props: { signIn: SIGN_IN[area] },
    component: () => import("@/pages/NotYours.vue"),
  };
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    ...inArea("citizen", [...citizen, ...check]),
    ...inArea("window", window),
    ...inArea("officer", officer),
    ...inArea("gate", gate),
    ...inArea("admin", admin),
    ...inArea("kiosk", kiosk),
    { path: "/:rest(.*)*", component: () => import("@/pages/NotFound.vue"), meta: { area: "citizen" } },
    ...(Object.keys(SIGN_IN) as AreaName[]).map(notYours),
  ],
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- what is to follow it is still experimental
  scrollBehavior: (_to, _from, kept) => kept ?? { top: 0 },
});

function areaOf(route: RouteLocationNormalized): AreaName {
  return route.meta.area ?? "citizen";
}

function textsOf(route: RouteLocationNormalized): Area[] {
  return [areaOf(route), ...(route.meta.texts ?? [])];
}

/** Its texts load beside the page, not after it. That they did not is said when they are waited for. */
function begin(to: RouteLocationNormalized): true {
  loadTexts(textsOf(to)).catch(() => undefined);
  return true;
}

router.beforeEach(async (to) => {
  const roles = to.meta.roles;
  if (roles === undefined) return begin(to);
  await restore();
  if (session.role !== null && roles.includes(session.role)) return begin(to);
  if (session.role === null) return { path: SIGN_IN[areaOf(to)], query: { to: to.fullPath } };
  return { name: `not-yours-${areaOf(to)}`, params: { rest: to.path.split("/").slice(1) }, query: to.query, hash: to.hash };
});

router.beforeResolve(async (to) => {
  await loadTexts(textsOf(to));
});

router.afterEach((to, _from, failure) => {
  if (failure !== undefined) return;
  arrived();
  document.querySelector('link[rel="manifest"]')?.setAttribute("href", MANIFEST[areaOf(to)]);
});
