/** Byte strings: joining, comparing, hexadecimal, and UTF-8 that refuses what is not UTF-8. */
import { malformed } from "./errors";

export type Bytes = Uint8Array<ArrayBuffer>;

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function concat(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** Whether `data` has `part` at `at` (counted from the end when negative). */
export function hasAt(data: Uint8Array, part: readonly number[], at: number): boolean {
  const start = at < 0 ? data.length + at : at;
  return start >= 0 && part.every((byte, place) => data[start + place] === byte);
}

export function toHex(data: Uint8Array): string {
  return Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Bytes of hexadecimal text; throws MalformedError. */
export function fromHex(text: string): Bytes {
  if (!/^(?:[0-9a-f]{2})*$/i.test(text)) malformed("not hexadecimal");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export function toUtf8(text: string): Bytes {
  return ENCODER.encode(text);
}

/** Text of UTF-8 bytes; throws MalformedError. */
export function fromUtf8(data: Uint8Array): string {
  try {
    return DECODER.decode(data);
  } catch {
    return malformed("text is not UTF-8");
  }
}

/** Number of characters (code points), which is what limits on text count. */
export function longerThan(text: string, most: number): boolean {
  if (text.length <= most) return false;
  return text.length > 2 * most || Array.from(text).length > most;
}

export async function sha256(data: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", data));
}
