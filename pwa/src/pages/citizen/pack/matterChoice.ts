/**
 * Which of the holder's certificates a matter asks for, and with which view.
 *
 * 1. Each material takes the first of its ways that the wallet can meet in full; of several certificates of a type the one
 * whose field says what the matter asks for. 2. A part that somebody else must show
 * (the spouse, the other party, an agent) is nobody's here: the way waits for them, and what the holder can add is
 * still ticked. 3. A certificate asked for by several materials is shown once, with one view that holds all their
 * fields. 4. That view is the smallest that does; where none does, the one that holds the most of them.
 */
import type { components } from "@/api/schema";
import { nameOf, type WalletCard } from "@/state/wallet";
import type { TypeDescription } from "../show/types";

export type Matter = components["schemas"]["MatterAnswer"];
type Material = Matter["materials"][number];
type Part = Material["replaced_by"][number][number];
type Types = ReadonlyMap<string, TypeDescription>;

/** A certificate to show, the view to show it with, and the materials it stands for. */
export interface Choice {
  readonly card: WalletCard;
  readonly view: number;
  readonly materials: readonly Material[];
}

/** What the wallet can and cannot do for the matter. */
export interface MatterChoice {
  readonly choices: readonly Choice[];
  /** Materials that must be brought on paper or shown by somebody else. */
  readonly others: readonly Material[];
}

const OTHERS = new Set(["holder_is_spouse", "holder_is_child", "holder_is_agent", "holder_is_counterparty"]);

interface Wanted {
  card: WalletCard;
  fields: Set<string>;
  materials: Material[];
}

/** `cards`: the certificates that can be shown now, in the holder's order. */
export function chooseForMatter(matter: Matter, cards: readonly WalletCard[], types: Types): MatterChoice {
  const wanted = new Map<string, Wanted>();
  const others: Material[] = [];
  for (const material of matter.materials) {
    const way = bestWay(material, cards, matter);
    for (const [part, card] of way.found) want(wanted, card, part, material);
    if (!way.whole) others.push(material);
  }
  const choices = [...wanted.values()].map(({ card, fields, materials }) => {
    return { card, view: smallestView(card, fields, types.get(card.type.id)), materials };
  });
  return { choices, others };
}

interface Way {
  found: [Part, WalletCard][];
  whole: boolean;
}

/** Rules 1 and 2. */
function bestWay(material: Material, cards: readonly WalletCard[], matter: Matter): Way {
  const ways = material.replaced_by.map((parts) => tried(parts, cards, matter));
  const best = ways.find((way) => way.whole) ?? ways.find((way) => way.found.length > 0);
  return best ?? { found: [], whole: false };
}

function tried(parts: readonly Part[], cards: readonly WalletCard[], matter: Matter): Way {
  const found = parts.flatMap((part): [Part, WalletCard][] => {
    const card = cards.find((one) => fits(part, one, matter));
    return card === undefined ? [] : [[part, card]];
  });
  return { found, whole: found.length === parts.length };
}

function fits(part: Part, card: WalletCard, matter: Matter): boolean {
  if (card.type.id !== part.type || part.conditions.some((one) => OTHERS.has(one.kind))) return false;
  const own = part.conditions.some((one) => one.kind === "holder_is_applicant");
  return (!own || card.holder_kind === matter.applicant) && part.conditions.every((one) => says(card, one));
}

/** Whether the card's field is what a condition asks for; what the card does not tell, the office will see. */
function says(card: WalletCard, { kind, arguments: asked }: Part["conditions"][number]): boolean {
  const field = kind === "field_equals" ? card.fields.find((one) => one.name === asked["field"]) : undefined;
  return field === undefined || field.value === asked["value"];
}

function want(wanted: Map<string, Wanted>, card: WalletCard, part: Part, material: Material): void {
  const one = wanted.get(nameOf(card)) ?? { card, fields: new Set<string>(), materials: [] };
  for (const field of part.fields) one.fields.add(field);
  for (const field of conditionFields(part)) one.fields.add(field);
  if (!one.materials.includes(material)) one.materials.push(material);
  wanted.set(nameOf(card), one);
}

const READ_BY: Record<string, string> = { issued_within: "issue_date", older_than: "birth_date" };

/** Fields that a condition reads must be shown too. */
function conditionFields(part: Part): string[] {
  return part.conditions.flatMap(({ kind, arguments: given }) => {
    const named = [given["field"], given["fields"], READ_BY[kind]].flat();
    return named.filter((name): name is string => typeof name === "string");
  });
}

/** Rule 4: the number of a view. */
export function smallestView(card: WalletCard, fields: ReadonlySet<string>, type: TypeDescription | undefined): number {
  const signed = new Set(card.views.map((view) => view.number));
  const views = (type?.views ?? []).filter((view) => signed.has(view.number));
  const lacking = (shown: readonly string[]): number => [...fields].filter((name) => !shown.includes(name)).length;
  const ranked = [...views].sort((one, other) => {
    return lacking(one.fields) - lacking(other.fields) || one.fields.length - other.fields.length;
  });
  return ranked[0]?.number ?? card.views.at(-1)?.number ?? 0;
}
