/** What is said about a field of a type, and about a condition of a matter. */
import { text } from "@/locales";
import zh from "@/locales/zh/admin";
import type { CertificateType } from "../names";

type Field = CertificateType["fields"][number];
type Rule = "required" | "always" | "hidden" | "masked" | "derived";
type Kind = keyof typeof zh.catalogue.kinds;
type Condition = keyof typeof zh.catalogue.conditions;

/** The rules of a field, the weightiest first. */
export function rulesOf(field: Pick<Field, "required" | "disclosable" | "masked" | "derived">): Rule[] {
  const rules: [boolean, Rule][] = [
    [field.derived, "derived"],
    [field.required, "required"],
    [!field.disclosable, "always"],
    [field.disclosable, "hidden"],
    [field.masked, "masked"],
  ];
  return rules.flatMap(([holds, rule]) => (holds ? [rule] : []));
}

export function kindName(kind: string): string {
  return kind in zh.catalogue.kinds ? text(`admin.catalogue.kinds.${kind as Kind}`) : kind;
}

/** A condition in words; `label` names a field. One that this page does not know is told by its own name. */
export function conditionName(kind: string, given: Readonly<Record<string, unknown>>, label: (name: string) => string): string {
  if (!(kind in zh.catalogue.conditions)) return kind;
  const values = Object.entries(given).map(([name, value]) => [name, name === "field" ? label(String(value)) : plain(value)]);
  return text(`admin.catalogue.conditions.${kind as Condition}`, Object.fromEntries(values) as Record<string, string>);
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
