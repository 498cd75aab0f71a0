/** What the office's answers say, in the form the officer's pages need it. */
import type { components } from "@/api/schema";
import type { Mark } from "@/components/StatusMark.vue";

export type OfficeCase = components["schemas"]["OfficeCaseAnswer"];
export type OfficeLine = components["schemas"]["OfficeCaseLine"];
export type OfficeMaterial = OfficeCase["materials"][number];
export type Check = components["schemas"]["CheckLine"];
export type Found = "passed" | "failed";

export const MATERIAL_MARK: Record<OfficeMaterial["state"], Mark> = {
  exempt: "ok",
  provided: "ok",
  committed: "ok",
  missing: "bad",
  deferred: "warn",
  not_applicable: "quiet",
};

/** Who has the case: this officer, a colleague, or nobody yet. */
export function holderOf(one: Pick<OfficeLine, "taken" | "mine">): "mine" | "taken" | "free" {
  if (one.mine) return "mine";
  return one.taken ? "taken" : "free";
}
