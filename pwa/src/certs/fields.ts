/**
 * How field values travel inside a code, small and exact, and how they read again.
 *
 * 1. text, longtext: text. integer: integer. boolean: boolean. date: days since 1970-01-01.
 * 2. An open end is null. people: [[name, code type as integer, code], ...]. image: bytes. digest: 16 bytes.
 * 3. Nothing else is read: an unknown label or another kind is MalformedError("unknown_field").
 */
import { type Bytes, longerThan, toHex } from "./bytes";
import { type Cbor, isArray } from "./cbor";
import { MalformedError } from "./errors";
import { type CertificateType, type FieldKind } from "./types";

/** A person on a certificate: GB code type (001 credit code, 111 citizen number, ...) and code. */
export interface Person {
  readonly name: string;
  readonly code_type: string;
  readonly code: string;
}

/** A value by kind: text; whole number; boolean; date as ISO day, null when open; image as base64; digest as hex. */
export type FieldValue = string | number | boolean | null | readonly Person[];
/** Values by field name, in the order of their labels. */
export type Fields = Readonly<Record<string, FieldValue>>;

const MAX_TEXT = 4096;
const CODE_TYPES = ["001", "111", "411", "412", "413", "414", "511", "516", "999"];
const FIRST_DAY = -719_162; // 0001-01-01
const LAST_DAY = 2_932_896; // 9999-12-31
const DAY = 86_400_000; // milliseconds

/** The named values of a view; throws MalformedError("unknown_field"). */
export function readFields(type: CertificateType, labels: ReadonlyMap<number, Cbor>): Fields {
  const named: Record<string, FieldValue> = {};
  for (const [label, value] of labels) {
    const field = type.labels.get(label) ?? refuse(`label ${label}`);
    named[field.name] = value === null && field.open ? null : READ[field.kind](value, field.name);
  }
  return named;
}

type Read = (value: Cbor, name: string) => FieldValue;

const READ: Readonly<Record<FieldKind, Read>> = {
  text: textIn,
  longtext: textIn,
  integer: (value, name) => (typeof value === "number" ? value : refuse(name)),
  boolean: (value, name) => (typeof value === "boolean" ? value : refuse(name)),
  date: dateIn,
  image: (value, name) => (value instanceof Uint8Array ? base64(value) : refuse(name)),
  digest: (value, name) => (value instanceof Uint8Array && value.length === 16 ? toHex(value) : refuse(name)),
  people: (value, name) => (isArray(value) ? value.map((each) => personIn(each, name)) : refuse(name)),
};

function textIn(value: Cbor | undefined, name: string): string {
  return typeof value === "string" && !longerThan(value, MAX_TEXT) ? value : refuse(name);
}

function dateIn(value: Cbor, name: string): string {
  if (typeof value !== "number" || value < FIRST_DAY || value > LAST_DAY) return refuse(name);
  return new Date(value * DAY).toISOString().slice(0, 10);
}

function personIn(value: Cbor, name: string): Person {
  if (!isArray(value) || value.length !== 3) return refuse(name);
  const [called, kind, code] = value;
  const codeType = typeof kind === "number" ? String(kind).padStart(3, "0") : "";
  if (!CODE_TYPES.includes(codeType)) return refuse(name);
  return { name: textIn(called, name), code_type: codeType, code: textIn(code, name) };
}

function base64(data: Bytes): string {
  return btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(""));
}

function refuse(detail: string): never {
  throw new MalformedError("unknown_field", detail);
}
