/** The places of administration and who may go there. The office decides again; this only spares a useless page. */
import type { IconName } from "@/components/icons";
import type { TextKey } from "@/locales";

export const ADMINISTRATORS = ["department", "operator", "security", "auditor"] as const;
export type Administrator = (typeof ADMINISTRATORS)[number];

export interface Place {
  to: string;
  text: TextKey;
  icon: IconName;
  roles: readonly Administrator[];
}

export const places: readonly Place[] = [
  { to: "/admin", text: "admin.nav.numbers", icon: "chart", roles: ADMINISTRATORS },
  { to: "/admin/certificates", text: "admin.nav.certificates", icon: "search", roles: ["department"] },
  { to: "/admin/family", text: "admin.nav.family", icon: "people", roles: ["department"] },
  { to: "/admin/freezes", text: "admin.nav.freezes", icon: "lock", roles: ["department"] },
  { to: "/admin/batches", text: "admin.nav.batches", icon: "pack", roles: ["department", "operator"] },
  { to: "/admin/imports", text: "admin.nav.imports", icon: "upload", roles: ["department", "operator"] },
  { to: "/admin/keys", text: "admin.nav.keys", icon: "key", roles: ADMINISTRATORS },
  { to: "/admin/partners", text: "admin.nav.partners", icon: "people", roles: ["operator", "security", "auditor"] },
  { to: "/admin/regions", text: "admin.nav.regions", icon: "shield", roles: ["operator", "security", "auditor"] },
  { to: "/admin/seals", text: "admin.nav.seals", icon: "sign", roles: ["operator", "security", "auditor"] },
  { to: "/admin/kiosks", text: "admin.nav.kiosks", icon: "screen", roles: ["operator"] },
  { to: "/admin/proposals", text: "admin.nav.proposals", icon: "plus", roles: ["department", "operator", "auditor"] },
  { to: "/admin/ratings", text: "admin.nav.ratings", icon: "speak", roles: ADMINISTRATORS },
  { to: "/admin/follow-ups", text: "admin.nav.followUps", icon: "history", roles: ["operator"] },
  { to: "/admin/audit", text: "admin.nav.audit", icon: "list", roles: ["auditor"] },
  { to: "/admin/check", text: "admin.nav.check", icon: "shield", roles: ["auditor"] },
  { to: "/admin/catalogue", text: "admin.nav.catalogue", icon: "file", roles: ADMINISTRATORS },
];

export function isAdministrator(role: string | null): role is Administrator {
  return (ADMINISTRATORS as readonly (string | null)[]).includes(role);
}

/** What the role finds in its navigation, in order. */
export function placesOf(role: string | null): readonly Place[] {
  return isAdministrator(role) ? places.filter((place) => place.roles.includes(role)) : [];
}

export function rolesOf(to: string): readonly Administrator[] {
  return places.find((place) => place.to === to)?.roles ?? [];
}
