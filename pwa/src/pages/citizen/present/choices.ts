/**
 * What is asked for beside what the holder has: per certificate of the request its type, its fields in words, and which
 * of the holder's certificates can answer.
 */
import type { components } from "@/api/schema";
import type { AskedCertificate } from "@/certs/vpRequest";
import type { WalletCard } from "@/state/wallet";
import type { Candidate, Wanted } from "../requests/terms";

export type Kind = components["schemas"]["TypeDescription"];

/** `wanted` in the shape that a request by consent has, so that its parts show both. */
export interface Choice {
  readonly query: string;
  readonly wanted: Wanted;
}

/** `day`: today, as 2026-11-22. */
export function choicesOf(asked: readonly AskedCertificate[], kinds: readonly Kind[], cards: readonly WalletCard[], day: string): Choice[] {
  return asked.map((one) => {
    const known = kinds.filter((kind) => one.vcts.includes(kind.vct));
    const [kind] = known;
    const mine = cards.filter((card) => known.some(({ id }) => id === card.type.id) && stands(card, day));
    const fields = one.fields.map((name) => ({ name, required: true, label: labelOf(kind, name) }));
    const type = { id: kind?.id ?? one.id, name: kind?.name ?? { zh: one.id, en: one.id } };
    return { query: one.id, wanted: { type, fields, optional: one.optional, holder_kind: kind?.holder_kind ?? "citizen", mine: mine.map((card) => candidate(card, one.fields, kind)) } as Wanted };
  });
}

/** Which fields a card has a value for; what the office derives is there. */
function candidate(card: WalletCard, names: readonly string[], kind: Kind | undefined): Candidate {
  const has = (name: string): boolean => {
    const field = card.fields.find((own) => own.name === name);
    if (field !== undefined) return field.value !== null && field.value !== "";
    return kind?.fields.some((own) => own.name === name && own.derived) ?? false;
  };
  return { certificate_id: card.certificate_id, fields: names.filter(has), valid_to: card.valid_to, holder: { kind: card.holder_kind, name: card.holder_name } };
}

function stands(card: WalletCard, day: string): boolean {
  return card.state === "valid" && card.valid_from <= day && (card.valid_to === null || card.valid_to >= day);
}

function labelOf(kind: Kind | undefined, name: string): { zh: string; en: string } {
  return kind?.fields.find((field) => field.name === name)?.title ?? { zh: name, en: name };
}
