/**
 * The LM1 wire format of codes, reading side (`codes.ts` writes). Structure only: signatures are checked by `verify.ts`.
 *
 * 1. The text is `LM1:` + base45, at most 4,096 characters. 2. CBOR is strict, map keys stand in the order written here.
 * 3. The outer COSE_Sign1 is a view code (typ 294, the view in header 13) or a pack code (typ 295, device handle in 4).
 * 4. A view is a COSE_Sign1 (typ 293) over the claims issuer, handle, exp, device key, and {0: place, label: value}.
 * 5. ES256 on P-256 (-9) stands in the protected header and nowhere else; the unprotected headers are empty.
 * 6. Integers stay within 53 bits, so that every language reads the same number.
 * 7. The one-time id is the first 16 bytes of SHA-256 over what the device signed: nothing carried, nothing malleable.
 */
import * as base45 from "./base45";
import { type Bytes, hasAt, longerThan, sha256, toHex } from "./bytes";
import * as cbor from "./cbor";
import * as cose from "./cose";
import { KeyFormatError, MalformedError, malformed } from "./errors";
import { type PublicKey } from "./keys";
import { type OnBehalf, type Place, natural, placeOf } from "./place";
import { HANDLE, MAX_ENTRIES, MAX_TEXT, PACK_END, PACK_START, PREFIX, VIEW_END, VIEW_START } from "./marks";
import { publicFromPoint } from "./points";

export { MAX_ENTRIES, MAX_TEXT, PREFIX };

const ISSUER = /^[A-Z0-9]{2,4}$/;
const CLAIMS = [[1, 2, 4, 8, -65537]];
const PROOF = [[3, 6], [3, 6, 39]];
const PACK = [[3, 6, -65538], [3, 6, 39, -65538]];

/** What an issuer signed for one device: `fields` by integer label, `exp` in Unix seconds. */
export interface View {
  readonly issuer: string;
  readonly kid: Bytes;
  readonly handle: string;
  readonly exp: number;
  readonly device: PublicKey;
  readonly type: number;
  readonly list: number;
  readonly index: number;
  /** Whose phone shows it; null where it is the holder's own. */
  readonly onBehalf: OnBehalf | null;
  readonly fields: ReadonlyMap<number, cbor.Cbor>;
  readonly signed: Bytes;
  readonly signature: Bytes;
}

/** What every code carries. `onceId`: 32 hexadecimal digits; `size`: bytes inside the base45. */
interface Shown {
  readonly aud: string;
  readonly iat: number;
  readonly cnonce: Bytes | null;
  readonly onceId: string;
  readonly signed: Bytes;
  readonly signature: Bytes;
  readonly size: number;
}

/** A code that shows one view. */
export interface ViewCode extends Shown {
  readonly kind: "view";
  readonly view: View;
}

/** A code that names certificates, for the server to resolve. */
export interface PackCode extends Shown {
  readonly kind: "pack";
  readonly deviceHandle: Bytes;
  readonly entries: readonly PackEntry[];
}

export interface PackEntry {
  readonly handle: string;
  readonly view: number;
}

/** The parts of a code; throws MalformedError (malformed, too_long, unsupported_code, not_canonical, wrong_algorithm). */
export async function parse(text: unknown): Promise<ViewCode | PackCode> {
  const data = dataOf(text);
  const body = cose.split(data);
  const { header, unprotected } = body;
  if (unprotected.size) malformed("the unprotected header is empty");
  if (hasAt(header, VIEW_START, 0) && hasAt(header, VIEW_END, -4)) return viewCode(body, data.length);
  if (hasAt(header, PACK_START, 0) && hasAt(header, PACK_END, -4) && header.length === 17) {
    return packCode(body, data.length);
  }
  throw headerError(header);
}

/** The parts of a view; throws MalformedError. The issuer's signature is not checked. */
export function parseView(data: Bytes): View {
  const message = cose.parse(data);
  const header = message.protected;
  if (message.unprotected.size || !sameKeys(header, [1, 4, 16]) || header.get(16) !== 293) {
    malformed("not the header of a view");
  }
  const kid = bytes(header.get(4), 4);
  const claims = mapOf(cbor.decode(message.payload), CLAIMS);
  const { place, fields } = valuesOf(claims.get(-65537));
  return {
    kid,
    issuer: textLike(claims.get(1), ISSUER),
    handle: textLike(claims.get(2), HANDLE),
    exp: natural(claims.get(4)),
    device: deviceKey(claims.get(8)),
    ...place,
    fields,
    signed: message.signed,
    signature: message.signature,
  };
}

function dataOf(text: unknown): Bytes {
  if (typeof text !== "string") return malformed("a code is text");
  if (longerThan(text, MAX_TEXT)) throw new MalformedError("too_long", `a code has at most ${MAX_TEXT} characters`);
  if (!text.startsWith(PREFIX)) throw new MalformedError("unsupported_code", "not an LM1 code");
  return base45.decode(text.slice(PREFIX.length));
}

async function viewCode(body: cose.Split, size: number): Promise<ViewCode> {
  const view = parseView(body.header.slice(VIEW_START.length, -VIEW_END.length));
  return { kind: "view", view, ...(await shown(body, mapOf(cbor.decode(body.payload), PROOF), size)) };
}

async function packCode(body: cose.Split, size: number): Promise<PackCode> {
  const pack = mapOf(cbor.decode(body.payload), PACK);
  const entries = pack.get(-65538);
  if (!cbor.isArray(entries) || entries.length < 1 || entries.length > MAX_ENTRIES) {
    return malformed(`a pack names 1 to ${MAX_ENTRIES} certificates`);
  }
  const named = entries.map(entry);
  return { kind: "pack", deviceHandle: body.header.slice(5, 13), entries: named, ...(await shown(body, pack, size)) };
}

async function shown(body: cose.Split, proof: cbor.CborMap, size: number): Promise<Shown> {
  const aud = proof.get(3);
  if (typeof aud !== "string") return malformed("aud is not text");
  const signed = cose.sigStructure(body.header, body.payload);
  const iat = natural(proof.get(6));
  const cnonce = proof.has(39) ? bytes(proof.get(39), 8) : null;
  return { aud, iat, cnonce, onceId: await oneTimeId(signed), signed, signature: body.signature, size };
}

/** The one-time id of what a device signed (rule 7), in hexadecimal. */
async function oneTimeId(signed: Bytes): Promise<string> {
  return toHex((await sha256(signed)).slice(0, 16));
}

function entry(value: cbor.Cbor): PackEntry {
  if (!cbor.isArray(value) || value.length !== 2) return malformed("a pack entry is a handle and a view number");
  const [handle, view] = value;
  return { handle: textLike(handle, HANDLE), view: natural(view) };
}

function valuesOf(values: cbor.Cbor | undefined): { place: Place; fields: Map<number, cbor.Cbor> } {
  if (!cbor.isMap(values)) return malformed("fields are a map by integer label");
  const place = values.get(0);
  const fields = new Map<number, cbor.Cbor>();
  let before = -1;
  for (const [label, value] of values) {
    if (typeof label !== "number") return malformed("fields are a map by integer label");
    if (label <= before) malformed("labels stand in rising order, the status first");
    before = label;
    fields.set(label, value);
  }
  fields.delete(0); // which stood first: no label before it is larger than -1
  checkIntegers([...fields.values()]);
  return { place: placeOf(place), fields };
}

function deviceKey(cnf: cbor.Cbor | undefined): PublicKey {
  const key = mapOf(mapOf(cnf, [[1]]).get(1), [[1, -1, -2, -3]]);
  const odd = key.get(-3);
  if (key.get(1) !== 2 || key.get(-1) !== 1 || typeof odd !== "boolean") {
    return malformed("the device key is not a compressed P-256 point");
  }
  try {
    return publicFromPoint(bytes(key.get(-2), 32), odd);
  } catch (error) {
    if (error instanceof KeyFormatError) return malformed("the device key is not on the curve");
    throw error;
  }
}

function headerError(header: Bytes): MalformedError {
  if (hasAt(header, [0xa3, 0x01], 0) && header.length > 2 && header[2] !== 0x28) {
    return new MalformedError("wrong_algorithm", "only -9 (ES256 on P-256) is accepted");
  }
  if (hasAt(header, [0xa3, 0x01, 0x28], 0) && hasAt(header, [0x10, 0x19], -4)) {
    return new MalformedError("unsupported_code", "neither a view code nor a pack code");
  }
  return new MalformedError("malformed", "not the header of a code");
}

function sameKeys(map: cbor.CborMap, order: readonly number[]): boolean {
  return map.size === order.length && [...map.keys()].every((key, at) => key === order[at]);
}

function mapOf(value: cbor.Cbor | undefined, orders: readonly (readonly number[])[]): cbor.CborMap {
  const right = cbor.isMap(value) && orders.some((order) => sameKeys(value, order));
  return right ? value : malformed("a map with missing, unknown or unordered keys");
}

function bytes(value: cbor.Cbor | undefined, size: number): Bytes {
  return value instanceof Uint8Array && value.length === size ? value : malformed(`not ${size} bytes`);
}

function textLike(value: cbor.Cbor | undefined, pattern: RegExp): string {
  return typeof value === "string" && pattern.test(value) ? value : malformed("issuer or handle is not in its form");
}

function checkIntegers(values: readonly cbor.Cbor[]): void {
  for (const value of values) {
    if (typeof value === "bigint") malformed("integer beyond 53 bits");
    if (cbor.isArray(value)) checkIntegers(value);
    else if (cbor.isMap(value)) checkIntegers([...value.keys(), ...value.values()]);
  }
}
