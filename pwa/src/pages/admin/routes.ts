/** Addresses of administration. Each page names the roles that may see it, from the same list as the navigation. */
import type { RouteRecordRaw } from "vue-router";
import { rolesOf } from "./places";

function meta(to: string): { roles: readonly string[]; bare: true } {
  return { roles: rolesOf(to), bare: true };
}

const CATALOGUE = meta("/admin/catalogue");
const PARTNERS = meta("/admin/partners");
const APPLYING = { roles: ["operator"], bare: true } as const;
const EDITING = { roles: ["operator"], bare: true } as const;

export default [
  { path: "/admin/sign-in", name: "admin-sign-in", meta: { bare: true }, props: { home: "/admin", title: "admin.signIn.title", text: "admin.signIn.text" }, component: () => import("@/components/sign-in/StaffSignInPage.vue") },
  {
    path: "/admin",
    component: () => import("./AdminFrame.vue"),
    children: [
      { path: "", name: "admin", meta: meta("/admin"), component: () => import("./numbers/NumbersPage.vue") },
      { path: "certificates", meta: meta("/admin/certificates"), component: () => import("./certificates/CertificatesPage.vue") },
      { path: "batches", meta: meta("/admin/batches"), component: () => import("./jobs/BatchesPage.vue") },
      { path: "imports", meta: meta("/admin/imports"), component: () => import("./jobs/ImportsPage.vue") },
      { path: "keys", meta: meta("/admin/keys"), component: () => import("./trust/KeysPage.vue") },
      { path: "partners", meta: PARTNERS, component: () => import("./partners/PartnersPage.vue") },
      { path: "partners/new", meta: APPLYING, component: () => import("./partners/ApplyPage.vue") },
      { path: "partners/applications/:id", props: true, meta: PARTNERS, component: () => import("./partners/ApplicationPage.vue") },
      { path: "partners/:id", props: true, meta: PARTNERS, component: () => import("./partners/PartnerPage.vue") },
      { path: "partners/:id/change", props: true, meta: APPLYING, component: () => import("./partners/ApplyPage.vue") },
      { path: "partners/:id/messages", props: true, meta: PARTNERS, component: () => import("./partners/MessagesPage.vue") },
      { path: "partners/:id/gates", props: true, meta: PARTNERS, component: () => import("./partners/GatesPage.vue") },
      { path: "regions", meta: meta("/admin/regions"), component: () => import("./regions/RegionsPage.vue") },
      { path: "family", meta: { ...meta("/admin/family"), texts: ["family"] }, component: () => import("./family/FamilyPage.vue") },
      { path: "freezes", meta: meta("/admin/freezes"), component: () => import("./freezes/FreezesPage.vue") },
      { path: "kiosks", meta: meta("/admin/kiosks"), component: () => import("./kiosks/KiosksPage.vue") },
      { path: "seals", meta: meta("/admin/seals"), component: () => import("./seals/SealsPage.vue") },
      { path: "proposals", meta: meta("/admin/proposals"), component: () => import("./proposals/ProposalsPage.vue") },
      { path: "ratings", meta: meta("/admin/ratings"), component: () => import("./ratings/RatingsPage.vue") },
      { path: "follow-ups", meta: meta("/admin/follow-ups"), component: () => import("./ratings/FollowUpsPage.vue") },
      { path: "audit", meta: meta("/admin/audit"), component: () => import("./audit/EntriesPage.vue") },
      { path: "check", meta: meta("/admin/check"), component: () => import("./audit/CheckPage.vue") },
      { path: "catalogue", meta: CATALOGUE, component: () => import("./catalogue/TypesPage.vue") },
      { path: "catalogue/matters", meta: CATALOGUE, component: () => import("./catalogue/MattersPage.vue") },
      { path: "catalogue/calendar", meta: CATALOGUE, component: () => import("./calendar/CalendarPage.vue") },
      { path: "catalogue/types/:id", props: true, meta: CATALOGUE, component: () => import("./catalogue/TypePage.vue") },
      { path: "catalogue/matters/:code", props: true, meta: CATALOGUE, component: () => import("./catalogue/MatterPage.vue") },
      { path: "catalogue/matters/:code/versions", props: true, meta: CATALOGUE, component: () => import("./editing/VersionsPage.vue") },
      { path: "catalogue/matters/:code/edit", props: true, meta: EDITING, component: () => import("./editing/EditPage.vue") },
      { path: ":rest(.*)*", meta: { bare: true }, component: () => import("@/pages/NotFound.vue") },
    ],
  },
] satisfies RouteRecordRaw[];
