/** What a case's own document says, in the form pages need it. */
import type { Bilingual } from "@/api/problem";
import type { components } from "@/api/schema";

export type Case = components["schemas"]["CaseAnswer"];
export type CaseMaterial = components["schemas"]["CaseMaterialAnswer"];
/** Type alias, so that it can fill in a text. */
export type Counts = { total: number; exempt: number; provided: number; missing: number };

/** How many of the materials that apply are in which state. */
export function countsOf(found: Case): Counts {
  const count = (state: CaseMaterial["state"]): number => found.materials.filter((one) => one.state === state).length;
  const [exempt, provided, missing] = [count("exempt"), count("provided"), count("missing") + count("deferred")];
  return { total: exempt + provided + missing, exempt, provided, missing };
}

/** The names of the types of certificate that stand for a material, each once. */
export function standingFor(found: Case, material: CaseMaterial): Bilingual[] {
  const types = found.certificates.filter((one) => material.certificates.includes(one.certificate_id)).map((one) => one.type);
  return types.filter((one, place) => types.findIndex((other) => other.id === one.id) === place).map((one) => one.name);
}

/** The value of a form's field, or null while nobody filled it. */
export function filled(value: unknown): unknown {
  return value === null || value === undefined || value === "" ? null : value;
}
