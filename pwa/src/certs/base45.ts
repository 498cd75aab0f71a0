/** Base45 (RFC 9285), strict: every byte string has exactly one text, and anything else is a MalformedError. */
import { type Bytes } from "./bytes";
import { malformed } from "./errors";

export const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const DIGIT = new Map(Array.from(ALPHABET).map((letter, value) => [letter.charCodeAt(0), value]));

/** Bytes to text, three characters for two bytes and two for a last odd one. */
export function encode(data: Uint8Array): string {
  let text = "";
  for (let at = 0; at < data.length; at += 2) {
    const [first = 0, second] = data.subarray(at, at + 2);
    const group = second === undefined ? first : first * 256 + second;
    text += ALPHABET.charAt(group % 45) + ALPHABET.charAt(Math.floor(group / 45) % 45);
    if (second !== undefined) text += ALPHABET.charAt(Math.floor(group / 2025));
  }
  return text;
}

/** Text to bytes; throws MalformedError on a foreign character, a length that cannot be, or an overflow. */
export function decode(text: string): Bytes {
  const tail = text.length % 3;
  if (tail === 1) malformed("not base45: wrong length");
  const data = new Uint8Array(((text.length - tail) / 3) * 2 + tail / 2);
  let to = 0;
  for (let at = 0; at < text.length; at += 3) {
    const last = at + 2 === text.length;
    const group = digit(text, at) + 45 * digit(text, at + 1) + (last ? 0 : 2025 * digit(text, at + 2));
    if (group > (last ? 0xff : 0xffff)) malformed("not base45: group too large");
    if (!last) data[to++] = group >> 8;
    data[to++] = group & 0xff;
  }
  return data;
}

function digit(text: string, at: number): number {
  return DIGIT.get(text.charCodeAt(at)) ?? malformed("not base45: foreign character");
}
