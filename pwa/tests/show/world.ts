/** The built-in certificate types as the office describes them, and cards of a wallet, for these tests. */
import type { components } from "@/api/schema";
import type { TypeDescription } from "@/pages/citizen/show/types";

type WalletCard = components["schemas"]["WalletCard"];

interface Source {
  vct: string;
  display: { locale: string; name: string }[];
  claims: { path: string[]; display: { locale: string; label: string }[] }[];
  liangma: {
    number: number;
    id: string;
    holder_kind: string;
    issuers: string[];
    number_field: string;
    name_field: string;
    fields: Record<string, { label: number; kind: string; required: boolean; mask: string | null }>;
    derived?: Record<string, { label: number; rule: string }>;
    views: TypeDescription["views"];
  };
}

function described(source: Source): TypeDescription {
  const own = source.liangma;
  const titles = new Map(source.claims.map((claim) => [claim.path[0], { zh: claim.display[0]!.label, en: claim.display[1]!.label }]));
  const title = (name: string) => titles.get(name) ?? { zh: name, en: name };
  const fields = Object.entries(own.fields).map(([name, { label, kind, required, mask }]) => {
    return { name, label, kind, required, title: title(name), disclosable: true, masked: mask !== null, derived: false };
  });
  const derived = Object.entries(own.derived ?? {}).map(([name, { label, rule }]) => {
    const kind = rule === "age_over" ? "boolean" : "digest";
    return { name, label, kind, required: false, title: title(name), disclosable: true, masked: false, derived: true };
  });
  const { number, id, holder_kind, issuers, number_field, name_field, views } = own;
  const name = { zh: source.display[0]!.name, en: source.display[1]!.name };
  const same = { number, id, holder_kind, issuers, number_field, name_field, views, name };
  return { ...same, code: "", vct: source.vct, colours: ["#000000", "#ffffff"], fields: [...fields, ...derived] };
}

const sources = import.meta.glob<Source>("../../../certs/catalogue/types/*.json", { eager: true, import: "default" });

export const TYPES: ReadonlyMap<string, TypeDescription> = new Map(
  Object.values(sources).map((source) => [source.liangma.id, described(source)]),
);

export function typeOf(id: string): TypeDescription {
  const type = TYPES.get(id);
  if (type === undefined) throw new Error(`no type ${id}`);
  return type;
}

/** 12:00 on 22 November 2026 in China. */
export const NOON = Date.parse("2026-11-22T04:00:00Z") / 1000;
export const DAY = 86_400;

/** A valid card with all views of its type, which end in seven days. */
export function cardOf(typeId: string, more: Partial<WalletCard> = {}): WalletCard {
  const type = typeOf(typeId);
  const expires_at = new Date((NOON + 7 * DAY) * 1000).toISOString();
  const views = type.views.map(({ number, id, name }) => ({ number, id, name, view: "", expires_at }));
  return {
    certificate_id: `${typeId}-1`, type: { ...type, background: "#000000", foreground: "#ffffff" },
    holder_kind: type.holder_kind, holder_name: "王芳", identifier: "", handle: "abcdefgh", state: "valid",
    state_since: "2025-01-01T00:00:00Z", version: 1, issuer: "GA", issued_at: "2025-01-01T00:00:00Z",
    valid_from: "2025-01-01", valid_to: null, fields: [], views, ...more,
  };
}
