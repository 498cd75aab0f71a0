/** What a case's own document says, in the form the window needs it. */
import type { Bilingual } from "@/api/problem";
import type { components } from "@/api/schema";
import type { Case } from "@/components/cases/terms";

export type CaseMaterial = components["schemas"]["CaseMaterialAnswer"];
/** Type alias, so that it can fill in a text. */
export type Counts = { total: number; exempt: number; provided: number; committed: number; missing: number };

/** How many of the materials that apply are in which state. */
export function countsOf(found: Case): Counts {
  const count = (state: CaseMaterial["state"]): number => found.materials.filter((one) => one.state === state).length;
  const [exempt, provided, committed] = [count("exempt"), count("provided"), count("committed")];
  const missing = count("missing") + count("deferred");
  return { total: exempt + provided + committed + missing, exempt, provided, committed, missing };
}

/** The names of the types of certificate that stand for a material, each once. */
export function standingFor(found: Case, material: CaseMaterial): Bilingual[] {
  const types = found.certificates.filter((one) => material.certificates.includes(one.certificate_id)).map((one) => one.type);
  return types.filter((one, place) => types.findIndex((other) => other.id === one.id) === place).map((one) => one.name);
}

const OTHER: Partial<Record<CaseMaterial["state"], "provided" | "missing">> = { missing: "provided", deferred: "provided", provided: "missing" };
const ACT = { provided: "add", missing: "take_back" } as const;

/** What noting paper would make of a material; null where the office allows no change now. */
export function byPaper(found: Case, material: CaseMaterial | undefined): "provided" | "missing" | null {
  const other = material && OTHER[material.state];
  return other && found.acts.includes(ACT[other]) ? other : null;
}
