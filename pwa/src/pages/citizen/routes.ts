/** Addresses of the area citizen. What this phone keeps is read before the first page shows. */
import type { RouteRecordRaw } from "vue-router";
import { showRoutes } from "./show/routes";
import { begin } from "./start";

const MINE = { roles: ["citizen"] };
const REQUESTS = { ...MINE, texts: ["requests", "show"] as const };
const DELEGATIONS = { ...MINE, texts: ["delegations", "agents", "show", "company"] as const };
const CASES = { ...MINE, texts: ["mine"] as const };
const PROOFS = { texts: ["proofs"] as const };

const pages: RouteRecordRaw[] = [
  { path: "/", name: "home", component: () => import("./HomePage.vue") },
  { path: "/sign-in", name: "sign-in", component: () => import("./sign-in/SignInPage.vue"), meta: { bare: true, texts: ["desk"] as const } },
  { path: "/desktop", name: "desktop", component: () => import("./desktop/DesktopPage.vue"), meta: { ...MINE, texts: ["desk"] as const } },
  { path: "/certificates/:id", name: "certificate", component: () => import("./certificate/CertificatePage.vue"), props: true, meta: { texts: ["show"] as const } },
  { path: "/certificates/:id/copies", name: "copies", component: () => import("./copies/CopiesPage.vue"), props: true, meta: { ...MINE, texts: ["copies"] as const } },
  { path: "/cases/:no/copies", name: "case-copies", component: () => import("./copies/CopiesPage.vue"), props: true, meta: { ...MINE, texts: ["copies"] as const } },
  { path: "/certificates/:id/sealed-copies", name: "papers", component: () => import("./papers/PapersPage.vue"), props: true, meta: { ...MINE, texts: ["papers"] as const } },
  { path: "/printed-codes", name: "printed", component: () => import("./printed/PrintedCodesPage.vue"), meta: { ...MINE, texts: ["printed"] as const } },
  { path: "/sealed-copies", name: "all-papers", component: () => import("./papers/PapersPage.vue"), meta: { ...MINE, texts: ["papers"] as const } },
  { path: "/authorize", name: "authorise", component: () => import("./authorise/AuthorisePage.vue"), meta: { bare: true, texts: ["copies"] as const } },
  { path: "/history", name: "history", component: () => import("./history/HistoryPage.vue"), meta: { ...MINE, texts: ["history"] as const } },
  { path: "/requests", name: "requests", component: () => import("./requests/RequestsPage.vue"), meta: REQUESTS },
  { path: "/requests/:id", name: "request", component: () => import("./requests/RequestPage.vue"), props: true, meta: REQUESTS },
  { path: "/present", name: "present", component: () => import("./present/PresentPage.vue"), meta: { ...MINE, texts: ["requests", "show", "present"] as const } },
  { path: "/devices", name: "devices", component: () => import("./devices/DevicesPage.vue"), meta: { ...MINE, texts: ["desk"] as const } },
  { path: "/wards", name: "wards", component: () => import("./wards/WardsPage.vue"), meta: { ...MINE, texts: ["family", "agents", "show"] as const } },
  { path: "/wards/:id/history", name: "ward-history", component: () => import("./wards/WardHistoryPage.vue"), props: true, meta: { ...MINE, texts: ["family", "history"] as const } },
  { path: "/delegations", name: "delegations", component: () => import("./delegations/DelegationsPage.vue"), meta: DELEGATIONS },
  { path: "/delegations/new", name: "lend", component: () => import("./delegations/LendPage.vue"), meta: DELEGATIONS },
  { path: "/delegations/open", name: "open-delegation", component: () => import("./delegations/OpenPage.vue"), meta: DELEGATIONS },
  { path: "/delegations/:id", name: "delegation", component: () => import("./delegations/DelegationPage.vue"), props: true, meta: DELEGATIONS },
  { path: "/notices", name: "notices", component: () => import("./notices/NoticesPage.vue"), meta: MINE },
  { path: "/settings", name: "settings", component: () => import("./settings/SettingsPage.vue"), meta: { texts: ["desk"] as const } },
  { path: "/matters", name: "matters", component: () => import("./matters/MattersPage.vue") },
  { path: "/matters/:code", name: "matter", component: () => import("./matters/MatterPage.vue"), props: true, meta: { texts: ["rating"] as const } },
  { path: "/proposals/:id", name: "proposal", component: () => import("./proposals/ProposalPage.vue"), props: true, meta: MINE },
  { path: "/matters/:code/apply", name: "apply-for", component: () => import("./apply/BeginPage.vue"), props: true, meta: CASES },
  { path: "/cases", name: "cases", component: () => import("./cases/CasesPage.vue"), meta: { ...MINE, texts: ["mine", "agents"] as const } },
  { path: "/cases/:no", name: "case", component: () => import("./cases/CasePage.vue"), props: true, meta: { ...MINE, texts: ["mine", "cases", "agents", "rating", "commitment", "show"] as const } },
  { path: "/cases/:no/agent", name: "name-agent", component: () => import("./agents/NameAgentPage.vue"), props: true, meta: { ...MINE, texts: ["show", "agents"] as const } },
  { path: "/agencies", name: "agencies", component: () => import("./agents/AgenciesPage.vue"), meta: { ...MINE, texts: ["mine", "agents"] as const } },
  { path: "/company", name: "companies", component: () => import("./company/CompaniesPage.vue"), meta: { ...MINE, texts: ["company"] as const } },
  { path: "/company/:id", name: "company", component: () => import("./company/CompanyPage.vue"), props: true, meta: { ...MINE, texts: ["company", "agents"] as const } },
  { path: "/company/invitations/:reference", name: "company-invitation", component: () => import("./company/InvitationPage.vue"), props: true, meta: { ...MINE, texts: ["company"] as const } },
  { path: "/cases/:no/apply", name: "apply", component: () => import("./apply/ApplyPage.vue"), props: true, meta: { ...MINE, texts: ["mine", "show"] as const } },
  { path: "/cases/:no/rate", name: "rate", component: () => import("./ratings/RatePage.vue"), props: true, meta: { ...MINE, texts: ["rating"] as const } },
  { path: "/cases/:no/commitment", name: "commitment", component: () => import("./commitment/CommitmentPage.vue"), props: true, meta: { ...MINE, texts: ["show", "commitment"] as const } },
  { path: "/proofs", name: "proofs", component: () => import("./proofs/ProofsPage.vue"), meta: PROOFS },
  { path: "/proofs/kinds/:code", name: "proof-kind", component: () => import("./proofs/KindPage.vue"), props: true, meta: PROOFS },
  { path: "/proofs/:id", name: "proof", component: () => import("./proofs/RequestPage.vue"), props: true, meta: { ...MINE, ...PROOFS } },
  ...showRoutes.map((route) => ({ ...route, meta: { texts: ["show"] as const, ...route.meta } })),
];

export default pages.map((page) => {
  return { ...page, beforeEnter: [begin, ...[page.beforeEnter ?? []].flat()] };
});
