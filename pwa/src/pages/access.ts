/** Where each role is at home: what is offered to somebody whose address is for other people. */
import type { TextKey } from "@/locales";
import zh from "@/locales/zh/access";
import { placesOf } from "./admin/places";

export interface Home {
  to: string;
  text: TextKey;
}

type Role = keyof typeof zh.roles;

const HOMES: Partial<Record<string, readonly Home[]>> = {
  citizen: [{ to: "/", text: "access.pages.wallet" }, { to: "/matters", text: "access.pages.matters" }],
  window: [{ to: "/window", text: "access.pages.desk" }, { to: "/window/check", text: "access.pages.check" }],
  officer: [{ to: "/officer", text: "access.pages.officer" }, { to: "/officer/checks", text: "access.pages.checks" }],
};

/** The pages of a role, in order; of administration the same list as its navigation. */
export function homesOf(role: string | null): readonly Home[] {
  return HOMES[role ?? ""] ?? placesOf(role);
}

export function roleKey(role: string | null): TextKey {
  return `access.roles.${role !== null && Object.hasOwn(zh.roles, role) ? (role as Role) : "somebody"}`;
}
