/** What a case's own document says, in the form pages need it: window and officer alike. */
import type { Bilingual } from "@/api/problem";
import type { components } from "@/api/schema";
import type { Mark } from "../StatusMark.vue";

export type Case = components["schemas"]["CaseAnswer"];
export type CaseLine = components["schemas"]["CaseLine"];
export type Decision = NonNullable<Case["decision"]>;
export type Rule = components["schemas"]["CaseRule"];
export type FormKind = Case["form"][number]["kind"];
export type CaseState = Case["state"];
export type Lateness = Case["mark"];

export const STATES = ["draft", "deferred", "accepted", "deciding", "approved", "rejected", "withdrawn", "ended"] as const satisfies readonly CaseState[];
export const LATENESS = ["none", "yellow", "red"] as const satisfies readonly Lateness[];
export const STATE_MARK: Record<CaseState, Mark> = {
  draft: "quiet",
  deferred: "warn",
  accepted: "ok",
  deciding: "ok",
  approved: "ok",
  rejected: "bad",
  withdrawn: "quiet",
  ended: "bad",
};
export const LATENESS_MARK: Record<Lateness, Mark> = { none: "ok", yellow: "warn", red: "bad" };

export type NumberKind = Exclude<FormKind, "text">;

/** How an input of this kind is typed into; `filledBy`: what the browser may offer for it. */
export function inputFor(kind: FormKind, filledBy: "tel" | "off"): Record<string, string> {
  if (kind === "telephone") return { type: "tel", inputmode: "tel", autocomplete: filledBy };
  return kind === "text" ? {} : { autocapitalize: "characters", autocomplete: "off", spellcheck: "false" };
}

/** The value of a form's field, or null while nobody filled it. */
export function filled(value: unknown): unknown {
  return value === null || value === undefined || value === "" ? null : value;
}

/** Something of a case that has a code and a name. */
export interface Named {
  code: string;
  name: Bilingual;
}

/** What a rule found: it holds, it does not, or what it asks about is not known. */
export function foundOf(rule: Rule): { mark: Mark; word: "holds" | "fails" | "open" } {
  if (rule.holds === null) return { mark: "warn", word: "open" };
  return rule.holds ? { mark: "ok", word: "holds" } : { mark: "bad", word: "fails" };
}
