/**
 * What an application would come to with the certificates that are ticked: a forecast; the office weighs them again.
 *
 * 1. A material is covered when every certificate that the office named for it is ticked, or another that can stand for
 * it alone. 2. Signing the form hands in the materials that are such forms. 3. What is left must be brought, or may
 * follow. 4. A field that a ticked certificate fills is not typed.
 */
import type { Bilingual } from "@/api/problem";
import type { components } from "@/api/schema";
import { isJoint, leadFirst } from "@/components/cases/parts";
import type { NumberKind } from "@/components/cases/terms";
import { numberIsRight, tidyNumber } from "@/components/citizenNumber";
import { codeIsRight, tidyCode } from "@/components/creditCode";
import { telephoneOf } from "@/components/typedDigits";

export type MyCase = components["schemas"]["MyCaseAnswer"];
export type MyCertificate = components["schemas"]["MyCertificate"];
export type MyMaterial = components["schemas"]["MyMaterial"];
export type FormField = components["schemas"]["MyFormField"];

/** By the kind of a field: its number's one spelling, or null of what is none. */
const SPELT: Record<NumberKind, (typed: string) => string | null> = {
  telephone: telephoneOf,
  citizen_number: (typed) => (numberIsRight(tidyNumber(typed)) ? tidyNumber(typed) : null),
  credit_code: (typed) => (codeIsRight(tidyCode(typed)) ? tidyCode(typed) : null),
};

export type Fate = "done" | "covered" | "signed" | "missing" | "not_applicable";

/** A field of the form: what a certificate says of it, or null where it is typed. */
export interface Field {
  field: FormField;
  said: string | null;
}

/** The office, or all that act together, the leading one first: to whom what is signed goes. */
export function officesOf(found: MyCase): Bilingual[] {
  return isJoint(found.parts) ? leadFirst(found.parts).map((part) => part.office) : [found.office];
}

const DONE = new Set(["exempt", "provided", "committed"]);

export function suggested(found: MyCase): string[] {
  return found.certificates.filter((one) => one.suggested).map((one) => one.certificate_id);
}

/** The ticked ones that exist, in the order in which the office named them. */
export function chosen(found: MyCase, ticked: readonly string[]): MyCertificate[] {
  return found.certificates.filter((one) => ticked.includes(one.certificate_id));
}

export function fateOf(material: MyMaterial, ticked: readonly MyCertificate[]): Fate {
  if (material.state === "not_applicable") return "not_applicable";
  if (DONE.has(material.state)) return "done";
  const ids = ticked.map((one) => one.certificate_id);
  const whole = material.covered_by.length > 0 && material.covered_by.every((id) => ids.includes(id));
  const other = material.covered_by.length <= 1 && ticked.some((one) => one.stands_for.includes(material.code));
  if (whole || other) return "covered";
  return material.by_form ? "signed" : "missing";
}

/** What would still be missing after the signature. */
export function lacking(found: MyCase, ticked: readonly MyCertificate[]): MyMaterial[] {
  return found.materials.filter((one) => fateOf(one, ticked) === "missing");
}

/** Rule 3: all that is missing may follow. */
export function mayFollow(missing: readonly MyMaterial[]): boolean {
  return missing.length > 0 && missing.every((one) => one.may_follow);
}

export function fieldsOf(found: MyCase, ticked: readonly MyCertificate[]): Field[] {
  const filled = new Map(ticked.flatMap((one) => one.fills.map(({ name, value }) => [name, words(value)] as const)).reverse());
  return found.form.map((field) => ({ field, said: filled.get(field.name) ?? kept(field) }));
}

/** Only what is to be typed, as it is kept and signed; nothing of what is empty. */
export function typedOf(fields: readonly Field[], typed: Readonly<Record<string, string>>): Record<string, string> {
  const given = fields.filter(({ said }) => said === null).map(({ field }) => [field.name, keptAs(field, typed[field.name])] as const);
  return Object.fromEntries(given.filter(([, text]) => text !== ""));
}

/** What is wrong with what stands in the field, if anything: nothing is there, or it is not of its kind. */
export function wrongWith(field: FormField, typed: string | undefined): "" | "empty" | NumberKind {
  const text = (typed ?? "").trim();
  if (text === "") return field.required ? "empty" : "";
  return field.kind !== "text" && SPELT[field.kind](text) === null ? field.kind : "";
}

/** A number in its one spelling, every other text without the blanks around it. */
export function keptAs(field: FormField, typed: string | undefined): string {
  const text = (typed ?? "").trim();
  return (field.kind === "text" ? null : SPELT[field.kind](text)) ?? text;
}

/** The case has it from a certificate that was shown before. */
function kept(field: FormField): string | null {
  return field.value === null || field.value === undefined || field.typed ? null : words(field.value);
}

function words(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
