/**
 * What becomes of each material of a matter with the certificates of this wallet: a forecast, the window decides.
 *
 * 1. A material whose situation was answered otherwise does not apply; an unanswered question counts as applying. 2. It
 * is exempt when a way of replacing it is whole with showable certificates. 3. Where somebody else must show theirs it
 * says so. 4. What may be left out is optional. 5. Everything else is brought, with what would spare it.
 */
import type { components } from "@/api/schema";
import type { WalletCard } from "@/state/wallet";
import { chooseForMatter, type Matter } from "../pack/matterChoice";
import type { TypeDescription } from "../show/types";

export type Material = Matter["materials"][number];
export type Situation = components["schemas"]["SituationAnswer"];
export type Answers = Readonly<Record<string, string>>;

export interface MaterialLine {
  material: Material;
  state: "exempt" | "other" | "optional" | "bring";
  /** The certificates that spare it. */
  by: WalletCard[];
  /** Ids of the certificate types that would spare it. */
  could: string[];
}

const OTHERS = new Set(["holder_is_spouse", "holder_is_child", "holder_is_agent", "holder_is_counterparty"]);

/** `cards`: those that can be shown now. */
export function materialLines(
  matter: Matter,
  answers: Answers,
  cards: readonly WalletCard[],
  types: ReadonlyMap<string, TypeDescription>,
): MaterialLine[] {
  const materials = matter.materials.filter((material) => applies(material, answers)); // rule 1
  const { choices, others } = chooseForMatter({ ...matter, materials }, cards, types);
  return materials.map((material) => {
    const by = choices.filter((choice) => choice.materials.includes(material)).map((choice) => choice.card);
    const spared = by.length > 0 && !others.includes(material);
    return { material, by, could: couldSpare(material), state: spared ? "exempt" : stateOf(material) };
  });
}

/** Rule 1, of a material or of an office's part. */
export function applies({ applies_when: when }: Pick<Material, "applies_when">, answers: Answers): boolean {
  return when.every(({ question, answers: fitting }) => {
    const given = answers[question];
    return given === undefined || given === "" || fitting.includes(given);
  });
}

function stateOf(material: Material): "other" | "optional" | "bring" {
  const ways = material.replaced_by;
  const foreign = ways.length > 0 && ways.every((way) => way.some((part) => part.conditions.some((one) => OTHERS.has(one.kind))));
  if (foreign) return "other";
  return material.required ? "bring" : "optional";
}

function couldSpare(material: Material): string[] {
  return [...new Set(material.replaced_by.flatMap((way) => way.map((part) => part.type)))];
}
