/**
 * The certificate types of a bundle, as far as showing and verifying needs them: names, colours, fields, views.
 * Their files were judged in full where they were signed; here they are refused only when they cannot be read.
 */
import { CertsError, MalformedError, TrustError, malformed } from "./errors";
import { type Json, type JsonObject, strictJson } from "./json";
import { type Bilingual, bilingual, integer, list, member, object, text } from "./members";

const KINDS = ["text", "longtext", "date", "integer", "boolean", "image", "people", "digest"] as const;
const DERIVED = new Map<string, FieldKind>([["age_over", "boolean"], ["sha256_16", "digest"]]);
const MAX_CHARACTERS = 200_000;
const MAX_NUMBER = 65_535;
export type FieldKind = (typeof KINDS)[number];

/** A field, derived ones among them. `open` dates may be null, meaning without end. `mask`: `keep A B`, `all`, null. */
export interface FieldType {
  readonly name: string;
  readonly label: number;
  readonly kind: FieldKind;
  readonly open: boolean;
  readonly mask: string | null;
  readonly title: Bilingual;
}

/** A set of fields that may be shown together in person. */
export interface ViewType {
  readonly number: number;
  readonly id: string;
  readonly name: Bilingual;
  readonly fields: readonly string[];
}

/** One certificate type; `fields` by name, `labels` by the integer that stands for the field in a code. */
export interface CertificateType {
  readonly number: number;
  readonly id: string;
  readonly name: Bilingual;
  readonly issuers: ReadonlySet<string>;
  readonly background: string;
  readonly foreground: string;
  readonly fields: ReadonlyMap<string, FieldType>;
  readonly labels: ReadonlyMap<number, FieldType>;
  readonly views: ReadonlyMap<number, ViewType>;
}

/** The types by number. */
export type Catalogue = ReadonlyMap<number, CertificateType>;

/** Reads (file name, text) pairs; throws TrustError("catalogue"). */
export function readCatalogue(files: readonly { readonly file: string; readonly text: string }[]): Catalogue {
  const types = new Map<number, CertificateType>();
  const ids = new Set<string>();
  for (const { file, text: source } of files) {
    const type = readType(file, source);
    if (types.has(type.number) || ids.has(type.id)) throw new TrustError("catalogue", `${file}: taken already`);
    types.set(type.number, type);
    ids.add(type.id);
  }
  return new Map([...types].sort(([one], [other]) => one - other));
}

/** One type file; throws TrustError("catalogue"). */
export function readType(file: string, source: string): CertificateType {
  try {
    if (source.length > MAX_CHARACTERS) throw new MalformedError("too_long", "larger than a certificate type can be");
    return typeOf(strictJson(source));
  } catch (error) {
    if (error instanceof CertsError) throw new TrustError("catalogue", `${file}: ${error.detail}`);
    throw error;
  }
}

function typeOf(root: Json): CertificateType {
  const ours = object(root, "liangma");
  const titles = new Map(list(root, "claims").map(titleOf));
  const derived = member(ours, "derived") === undefined ? {} : object(ours, "derived");
  const every = [...fieldsOf(object(ours, "fields"), titles), ...derivedOf(derived, titles)];
  const fields = new Map(every.map((field) => [field.name, field]));
  const labels = new Map(every.map((field) => [field.label, field]));
  if (labels.size !== every.length || fields.size !== every.length) malformed("a name or a label stands twice");
  const views = list(ours, "views").map((view) => viewOf(view, fields));
  const number = integer(ours, "number");
  if (number < 1 || number > MAX_NUMBER) malformed(`a type number is 1 to ${MAX_NUMBER}`);
  return {
    number,
    id: text(ours, "id"),
    name: twoOf(list(root, "display"), "name"),
    issuers: new Set(texts(ours, "issuers")),
    ...coloursOf(root),
    fields,
    labels,
    views: new Map(views.map((view) => [view.number, view])),
  };
}

function* fieldsOf(fields: JsonObject, titles: ReadonlyMap<string, Bilingual>): Generator<FieldType> {
  for (const [name, value] of Object.entries(fields)) {
    const kind = KINDS.find((each) => each === member(value, "kind")) ?? malformed(`${name} is of no known kind`);
    const mask = member(value, "mask") ?? null;
    if (mask !== null && !(typeof mask === "string" && /^(?:all|keep [0-9]{1,2} [0-9]{1,2})$/.test(mask))) {
      malformed(`${name} has no known mask`);
    }
    yield { name, label: labelOf(value), kind, open: member(value, "open") === true, mask, title: titled(titles, name) };
  }
}

function* derivedOf(derived: JsonObject, titles: ReadonlyMap<string, Bilingual>): Generator<FieldType> {
  for (const [name, value] of Object.entries(derived)) {
    const kind = DERIVED.get(text(value, "rule")) ?? malformed(`${name} is derived by no known rule`);
    yield { name, label: labelOf(value), kind, open: false, mask: null, title: titled(titles, name) };
  }
}

function viewOf(value: Json, fields: ReadonlyMap<string, FieldType>): ViewType {
  const names = texts(value, "fields");
  if (!names.every((name) => fields.has(name))) malformed("a view names an unknown field");
  return { number: integer(value, "number"), id: text(value, "id"), name: bilingual(value, "name"), fields: names };
}

function titleOf(claim: Json): readonly [string, Bilingual] {
  const [name] = texts(claim, "path");
  return [name ?? malformed("a claim names one field"), twoOf(list(claim, "display"), "label")];
}

function titled(titles: ReadonlyMap<string, Bilingual>, name: string): Bilingual {
  return titles.get(name) ?? malformed(`the field ${name} has no claim`);
}

function labelOf(value: Json): number {
  const label = integer(value, "label");
  return label >= 1 ? label : malformed("labels start at 1");
}

function twoOf(display: readonly Json[], name: string): Bilingual {
  const found = new Map(display.map((each) => [text(each, "locale").slice(0, 2), text(each, name)]));
  const [zh, en] = [found.get("zh"), found.get("en")];
  return zh !== undefined && en !== undefined ? { zh, en } : malformed("the display lacks a language");
}

function coloursOf(root: Json): { background: string; foreground: string } {
  const [first] = list(root, "display");
  const simple = object(object(first ?? null, "rendering"), "simple");
  const colours = { background: text(simple, "background_color"), foreground: text(simple, "text_color") };
  const right = Object.values(colours).every((colour) => /^#[0-9A-Fa-f]{6}$/.test(colour));
  return right ? colours : malformed("no colour like #1f6feb");
}

function texts(value: Json, name: string): readonly string[] {
  return list(value, name).map((each) => (typeof each === "string" && each ? each : malformed(`${name} holds texts`)));
}
