/** The form of an invitation: what was filled in, what of it cannot be, and what is sent. */
import { dayAfter, today } from "@/state/days";
import type { Invitation, Role } from "./company";

export interface Draft {
  role: Role;
  way: "name" | "link";
  name: string;
  number: string;
  types: string[];
  matters: string[];
  until: string;
  uses: string;
}

const MOST_DAYS = 366 * 3;
const MOST_USES = 1000;

export const emptyDraft = (role: Role): Draft => ({ role, way: "name", name: "", number: "", types: [], matters: [], until: "", uses: "" });

export const usesAreRight = (uses: string): boolean => uses === "" || (/^\d{1,4}$/.test(uses) && Number(uses) >= 1 && Number(uses) <= MOST_USES);

export const untilIsRight = (until: string): boolean => until === "" || (until >= today() && until <= lastUntil());

export const lastUntil = (): string => dayAfter(today(), MOST_DAYS);

/** An administrator's role has no limits but its last day. */
export function bodyOf(draft: Draft): Invitation {
  const limited = draft.role !== "administrator";
  return {
    role: draft.role,
    name: draft.way === "name" ? draft.name : null,
    citizen_number: draft.way === "name" ? draft.number : null,
    types: limited ? draft.types : [],
    matters: limited ? draft.matters : [],
    until: draft.until || null,
    uses: limited && draft.uses ? Number(draft.uses) : null,
  };
}
