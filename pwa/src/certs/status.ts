/**
 * Token Status List (IETF draft): the JSON and CBOR forms, and the signed JWT and CWT that carry a list.
 *
 * 1. 1, 2, 4 or 8 bits an entry, lowest bits first, compressed with zlib. 2. Nothing inflates beyond MAX_LIST_BYTES.
 * 3. A signed list is believed only for its own `sub`, signed by the given key, of the right type, not from the future.
 * 4. An index outside the list has no value: null, never VALID.
 */
import * as base64url from "./base64url";
import { type Bytes } from "./bytes";
import * as cbor from "./cbor";
import * as cose from "./cose";
import { MalformedError, TrustError, malformed } from "./errors";
import { inflate } from "./inflate";
import { type Json } from "./json";
import * as jws from "./jws";
import * as keys from "./keys";
import { isObject } from "./members";

export const VALID = 0;
export const INVALID = 1;
export const SUSPENDED = 2;

export const MAX_LIST_BYTES = 1 << 20; // 2^20 entries of 8 bits; our shards need a quarter of it
const MAX_TOKEN = 1 << 21;
const LEEWAY = 30;
const JWT_TYP = "statuslist+jwt";
const CWT_TYP = "application/statuslist+cwt";
const LABELS = { sub: 2, exp: 4, iat: 6, list: 65533, ttl: 65534 };
const WIDTHS: readonly unknown[] = [1, 2, 4, 8];

/** `data` holds entries of `bits` bits each. */
export class StatusList {
  readonly bits: number;
  readonly data: Bytes;

  constructor(bits: number, data: Bytes) {
    this.bits = bits;
    this.data = data;
  }

  /** How many entries the bytes hold. */
  get size(): number {
    return Math.floor((this.data.length * 8) / this.bits);
  }

  /** The value at `index` (0 valid, 1 invalid, 2 suspended), or null outside the list. */
  get(index: number): number | null {
    if (index < 0 || index >= this.size) return null;
    const place = index * this.bits;
    const byte = this.data[Math.floor(place / 8)] ?? 0;
    return (byte >> (place % 8)) & ((1 << this.bits) - 1);
  }
}

/** A list whose signature was checked. `iat`, `exp` in Unix seconds, `ttl` in seconds. */
export interface ReadStatusList {
  readonly list: StatusList;
  readonly uri: string;
  readonly iat: number;
  readonly exp: number | null;
  readonly ttl: number | null;
}

/** For which address a list is read and when; with `now` null its age is left to whoever looks entries up. */
export interface Expected {
  readonly uri: string;
  readonly now: number | null;
}

/** A list from its JSON form (already parsed); throws MalformedError. */
export async function fromJson(form: Json | undefined): Promise<StatusList> {
  const lst = isObject(form) ? form["lst"] : undefined;
  if (!isObject(form) || typeof lst !== "string") return malformed("status list form");
  return listOf(form["bits"], base64url.decode(lst));
}

/** A list from its CBOR form; throws MalformedError. */
export async function fromCbor(data: Bytes): Promise<StatusList> {
  return fromCborForm(cbor.decode(data, { maxBytes: MAX_TOKEN }));
}

/** The list inside a signed JWT; throws MalformedError for form and signature, TrustError for `sub` and times. */
export async function readJwt(token: string, key: keys.PublicKey, expected: Expected): Promise<ReadStatusList> {
  const claims = await jws.verify(token, key, { typ: JWT_TYP, maxChars: MAX_TOKEN });
  const said = believed([claims["sub"], claims["iat"], claims["exp"], claims["ttl"]], expected);
  return { list: await fromJson(claims["status_list"]), ...said };
}

/** The list inside a signed CWT; errors as for `readJwt`. */
export async function readCwt(data: Bytes, key: keys.PublicKey, expected: Expected): Promise<ReadStatusList> {
  const message = cose.parse(data, { maxBytes: MAX_TOKEN });
  if (message.protected.get(16) !== CWT_TYP || message.protected.has(2)) malformed("not a status list CWT");
  if (!(await keys.verify(key, message.signature, message.signed))) {
    throw new MalformedError("signature_invalid", "status list signature does not verify");
  }
  const claims = cbor.decode(message.payload, { maxBytes: MAX_TOKEN });
  if (!cbor.isMap(claims)) return malformed("status list claims are not a map");
  const { sub, iat, exp, ttl, list } = LABELS;
  const said = believed([sub, iat, exp, ttl].map((label) => claims.get(label)), expected);
  return { list: await fromCborForm(claims.get(list)), ...said };
}

function believed(said: readonly unknown[], { uri, now }: Expected): Omit<ReadStatusList, "list"> {
  const [sub, first, end, life] = said;
  const iat = natural(first, 0);
  const exp = naturalOrNull(end, 0);
  const ttl = naturalOrNull(life, 1);
  if (sub !== uri) throw new TrustError("status_list_uri", "the list is for another URI");
  if (now !== null) checkTimes(iat, exp, now);
  return { uri, iat, exp, ttl };
}

function checkTimes(iat: number, exp: number | null, now: number): void {
  if (iat > now + LEEWAY) throw new TrustError("status_list_from_future", "the list was issued after now");
  if (exp !== null && exp <= now) throw new TrustError("status_list_expired", "the list has expired");
}

function naturalOrNull(value: unknown, least: number): number | null {
  return value === undefined || value === null ? null : natural(value, least);
}

function natural(value: unknown, least: number): number {
  return typeof value === "number" && value >= least ? value : malformed("status list times");
}

async function fromCborForm(form: cbor.Cbor | undefined): Promise<StatusList> {
  const lst = cbor.isMap(form) ? form.get("lst") : undefined;
  if (!cbor.isMap(form) || !(lst instanceof Uint8Array)) return malformed("status list form");
  return listOf(form.get("bits"), lst);
}

async function listOf(bits: unknown, compressed: Bytes): Promise<StatusList> {
  if (typeof bits !== "number" || !WIDTHS.includes(bits)) malformed("status entries have 1, 2, 4 or 8 bits");
  return new StatusList(bits, await inflate(compressed, MAX_LIST_BYTES));
}
