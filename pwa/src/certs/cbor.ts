/**
 * Strict CBOR: one spelling for each value, so encoding what was decoded gives the same bytes, or the data is refused.
 *
 * 1. Integers and lengths in their shortest form. 2. Definite lengths only. 3. No duplicate keys; keys: integers, text.
 * 4. Nothing after the end. 5. Integers, bytes, text, arrays, maps, booleans and null: no floats, no tags.
 * 6. Depth, size and announced lengths are checked before anything is built, so the work is linear in what arrived.
 *
 * An integer beyond 53 bits is read as a bigint, so that nobody mistakes it for another number.
 */
import { type Bytes, concat, fromUtf8, toUtf8 } from "./bytes";
import { MalformedError, malformed, notCanonical } from "./errors";

export type Key = number | bigint | string;
export type CborMap = ReadonlyMap<Key, Cbor>;
export type Cbor = number | bigint | string | boolean | null | Bytes | readonly Cbor[] | CborMap;

export const MAX_DEPTH = 8;
export const MAX_BYTES = 1 << 20;

const SIMPLE = new Map<number, boolean | null>([[0xf4, false], [0xf5, true], [0xf6, null]]);
const LEAST = [24, 2 ** 8, 2 ** 16, 2 ** 32]; // what an argument of 1, 2, 4, 8 bytes is there for

/** CBOR to a value; throws MalformedError: malformed, not_canonical or too_long. */
export function decode(data: Bytes, { maxDepth = MAX_DEPTH, maxBytes = MAX_BYTES } = {}): Cbor {
  if (data.length > maxBytes) throw new MalformedError("too_long", "CBOR is larger than its limit");
  const reader = new Reader(data);
  const value = reader.item(maxDepth);
  if (reader.at !== data.length) notCanonical("bytes after the end of CBOR");
  return value;
}

/** A value to CBOR; map keys keep their order. Throws MalformedError for what CBOR cannot hold. */
export function encode(value: Cbor): Bytes {
  if (typeof value === "object" && value !== null) return encodeObject(value);
  if (typeof value === "number" || typeof value === "bigint") return encodeInteger(value);
  if (typeof value === "boolean") return Uint8Array.of(value ? 0xf5 : 0xf4);
  if (value === null) return Uint8Array.of(0xf6);
  const text = toUtf8(value);
  return concat(head(3, text.length), text);
}

function encodeObject(value: Bytes | readonly Cbor[] | CborMap): Bytes {
  if (value instanceof Uint8Array) return byteString(value);
  if (isMap(value)) {
    return concat(head(5, value.size), ...[...value].flatMap(([key, inner]) => [encode(key), encode(inner)]));
  }
  return concat(head(4, value.length), ...value.map(encode));
}

/** Whether a value is a map (which TypeScript cannot tell by `instanceof`, the interface being read-only). */
export function isMap(value: Cbor | undefined): value is CborMap {
  return value instanceof Map;
}

/** Whether a value is an array. */
export function isArray(value: Cbor | undefined): value is readonly Cbor[] {
  return Array.isArray(value);
}

/** One CBOR byte string. */
export function byteString(data: Uint8Array): Bytes {
  return concat(head(2, data.length), data);
}

function encodeInteger(value: number | bigint): Bytes {
  if (typeof value === "number" && !Number.isSafeInteger(value)) malformed("cannot be written as CBOR");
  return value >= 0 ? head(0, value) : head(1, -1n - BigInt(value));
}

function head(major: number, argument: number | bigint): Bytes {
  const whole = BigInt(argument);
  if (whole < 24n) return Uint8Array.of((major << 5) | Number(whole));
  const code = whole < 1n << 8n ? 24 : whole < 1n << 16n ? 25 : whole < 1n << 32n ? 26 : 27;
  if (whole >= 1n << 64n) malformed("cannot be written as CBOR");
  const size = 1 << (code - 24);
  const bytes = Array.from({ length: size }, (_, place) => Number((whole >> BigInt(8 * (size - 1 - place))) & 255n));
  return Uint8Array.of((major << 5) | code, ...bytes);
}

class Reader {
  at = 0;
  readonly #data: Bytes;

  constructor(data: Bytes) {
    this.#data = data;
  }

  item(depth: number): Cbor {
    const first = this.#byte();
    const major = first >> 5;
    if (major === 7) return this.#simple(first);
    const argument = this.#argument(first & 31);
    if (major === 6) malformed("CBOR tag where none belongs");
    return major < 4 ? this.#scalar(major, argument) : this.#container(major, argument, depth);
  }

  #scalar(major: number, argument: number | bigint): Cbor {
    if (major === 0) return argument;
    if (major === 1) return negative(argument);
    return major === 2 ? this.#take(argument) : fromUtf8(this.#take(argument));
  }

  #container(major: number, argument: number | bigint, depth: number): Cbor {
    if (depth <= 0 || argument > this.#data.length - this.at) {
      malformed("CBOR is nested too deep or announces more than it holds");
    }
    return major === 4 ? this.#array(Number(argument), depth - 1) : this.#map(Number(argument), depth - 1);
  }

  #byte(): number {
    return this.#data[this.at++] ?? malformed("CBOR ends early");
  }

  #take(size: number | bigint): Bytes {
    if (size > this.#data.length - this.at) malformed("CBOR ends early");
    const start = this.at;
    this.at += Number(size);
    return this.#data.slice(start, this.at);
  }

  #argument(code: number): number | bigint {
    if (code < 24) return code;
    if (code === 31) notCanonical("CBOR of indefinite length");
    if (code > 27) malformed("reserved CBOR length");
    const size = 1 << (code - 24);
    const value = this.#take(size).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    if (value < (LEAST[code - 24] ?? 0)) notCanonical("CBOR length or integer not in its shortest form");
    return safely(value);
  }

  #simple(first: number): boolean | null {
    const value = SIMPLE.get(first);
    return value === undefined ? malformed("float, undefined or reserved CBOR value") : value;
  }

  #array(count: number, depth: number): Cbor[] {
    const items: Cbor[] = [];
    for (let place = 0; place < count; place++) items.push(this.item(depth));
    return items;
  }

  #map(count: number, depth: number): CborMap {
    const pairs = new Map<Key, Cbor>();
    for (let place = 0; place < count; place++) {
      const key = this.item(depth);
      if (typeof key !== "number" && typeof key !== "bigint" && typeof key !== "string") {
        malformed("CBOR map key is neither integer nor text");
      }
      if (pairs.has(key)) notCanonical("duplicate CBOR map key");
      pairs.set(key, this.item(depth));
    }
    return pairs;
  }
}

function safely(value: bigint): number | bigint {
  return value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER ? Number(value) : value;
}

function negative(argument: number | bigint): number | bigint {
  return safely(-1n - BigInt(argument));
}
