/** Checks under a legal duty, as the office reads them. */
import type { components } from "@/api/schema";
import type { Mark } from "@/components/StatusMark.vue";

export type DutyCheck = components["schemas"]["DutyCheckAnswer"];
export type Ground = components["schemas"]["LegalGround"];
export type Reading = components["schemas"]["DutyReading"];

export const MARK: Record<DutyCheck["state"], Mark> = { asked: "warn", approved: "ok", refused: "bad", seen: "quiet", expired: "quiet" };
