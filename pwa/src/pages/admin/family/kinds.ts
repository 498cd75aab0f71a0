/** What departments record of families. */
import type { components } from "@/api/schema";

export type FamilyRecord = components["schemas"]["FamilyRecordAnswer"];
export type Body = components["schemas"]["FamilyRecordBody"];
export type Kind = FamilyRecord["kind"];

export const KINDS = ["death", "death_correction", "guardian", "guardian_end", "freeze", "unfreeze"] as const satisfies readonly Kind[];
