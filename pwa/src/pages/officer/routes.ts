/** Addresses of the officer: sign-in, the cases of the office, one of them, and the checks of commitments. */
import type { RouteRecordRaw } from "vue-router";

const meta = { roles: ["officer"], texts: ["cases"] as const };
const PROOFS = { ...meta, texts: ["cases", "proofs"] as const };
const DUTY = { ...meta, texts: ["cases", "duty", "requests"] as const };

export default [
  { path: "/officer", name: "officer", meta, component: () => import("./QueuePage.vue") },
  { path: "/officer/sign-in", name: "officer-sign-in", props: { home: "/officer", title: "officer.signIn.title", text: "officer.signIn.text" }, component: () => import("@/components/sign-in/StaffSignInPage.vue") },
  { path: "/officer/cases/:caseNo", name: "officer-case", props: true, meta: { ...meta, texts: ["cases", "agents"] as const }, component: () => import("./CasePage.vue") },
  { path: "/officer/checks", name: "officer-checks", meta, component: () => import("./ChecksPage.vue") },
  { path: "/officer/proofs", name: "officer-proofs", meta: PROOFS, component: () => import("./proofs/ProofQueuePage.vue") },
  { path: "/officer/proofs/:id", name: "officer-proof", props: true, meta: PROOFS, component: () => import("./proofs/ProofPage.vue") },
  { path: "/officer/duty", name: "officer-duty", meta: DUTY, component: () => import("./duty/DutyListPage.vue") },
  { path: "/officer/duty/new", name: "officer-duty-new", meta: DUTY, component: () => import("./duty/DutyAskPage.vue") },
  { path: "/officer/duty/:id", name: "officer-duty-one", props: true, meta: DUTY, component: () => import("./duty/DutyPage.vue") },
] satisfies RouteRecordRaw[];
