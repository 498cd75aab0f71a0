/** What is asked for: of each certificate type the fields that must be shown, and those that may. */
import type { Bilingual } from "@/api/problem";
import type { components } from "@/api/schema";

/** A certificate type with those of its fields that may be asked for. */
export interface AskableType {
  readonly id: string;
  readonly name: Bilingual;
  readonly fields: readonly { readonly name: string; readonly title: Bilingual }[];
}

type Described = components["schemas"]["TypeDescription"];

export interface Wanted {
  readonly type: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

export type Wish = "no" | "required" | "optional";

export function wishOf(wanted: Wanted, field: string): Wish {
  if (wanted.required.includes(field)) return "required";
  return wanted.optional.includes(field) ? "optional" : "no";
}

/** The same with one field wished otherwise, in the order of the type. */
export function wish(wanted: Wanted, type: AskableType, field: string, how: Wish): Wanted {
  const ordered = (kind: Wish): string[] => type.fields.map((one) => one.name).filter((name) => (name === field ? how : wishOf(wanted, name)) === kind);
  return { type: wanted.type, required: ordered("required"), optional: ordered("optional") };
}

/** Something is asked for, and nothing of it is empty. */
export function isWhole(wanted: readonly Wanted[]): boolean {
  return wanted.length > 0 && wanted.every((one) => one.required.length + one.optional.length > 0);
}

/** The types that are permitted, each with the fields that are: `permitted` = number of the type → names, or "*". */
export function permittedTypes(types: readonly Described[], permitted: unknown): AskableType[] {
  const by = (typeof permitted === "object" && permitted !== null ? permitted : {}) as Record<string, unknown>;
  return types.flatMap((type) => {
    const names = by[String(type.number)];
    if (names === "*") return [type];
    return Array.isArray(names) ? [{ ...type, fields: type.fields.filter((field) => names.includes(field.name)) }] : [];
  });
}
