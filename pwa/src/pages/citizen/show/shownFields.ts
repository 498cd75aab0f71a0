/**
 * What the other side will see: the fields inside a signed view, read from the view itself and not from the card, so
 * that nothing is promised that is not signed.
 */
import { decode } from "@/certs/base64url";
import { type Line, linesOf } from "@/certs/display";
import { readFields } from "@/certs/fields";
import { parseView } from "@/certs/lm1";
import type { CertificateType, FieldKind, FieldType } from "@/certs/types";
import type { TypeDescription } from "./types";

export interface Shown {
  readonly lines: readonly Line[];
  /** The digest of the portrait, hexadecimal; null when the view shows none. */
  readonly portrait: string | null;
}

/** The fields of a view (base64url). Throws MalformedError for a view that is not whole. */
export function shownIn(view: string, type: TypeDescription): Shown {
  const known = vaultType(type);
  const fields = readFields(known, parseView(decode(view)).fields);
  const lines = linesOf(known, fields);
  const portrait = lines.find((line) => line.kind === "digest");
  const digest = portrait === undefined ? null : fields[portrait.name];
  return { lines, portrait: typeof digest === "string" ? digest : null };
}

/** The office's description of a type as the vault reads it. Every date may be open: the office has checked them. */
function vaultType(type: TypeDescription): CertificateType {
  const every = type.fields.map((field): FieldType => {
    const { name, label, title } = field;
    return { name, label, title, kind: field.kind as FieldKind, open: true, mask: null };
  });
  const [background, foreground] = type.colours;
  return {
    number: type.number,
    id: type.id,
    name: type.name,
    issuers: new Set(type.issuers),
    background: background ?? "",
    foreground: foreground ?? "",
    fields: new Map(every.map((field) => [field.name, field])),
    labels: new Map(every.map((field) => [field.label, field])),
    views: new Map(type.views.map((view) => [view.number, view])),
  };
}
