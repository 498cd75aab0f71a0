/** Base64url without padding, one spelling for each byte string: what decodes here encodes to the same text again. */
import { type Bytes } from "./bytes";
import { malformed, notCanonical } from "./errors";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const FOREIGN = 64;
const DIGITS = new Uint8Array(128).fill(FOREIGN);
for (let value = 0; value < 64; value++) DIGITS[ALPHABET.charCodeAt(value)] = value;

/** Bytes to text. */
export function encode(data: Uint8Array): string {
  let text = "";
  for (let at = 0; at < data.length; at += 3) {
    const group = ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
    const four = [18, 12, 6, 0].map((shift) => ALPHABET.charAt((group >> shift) & 63)).join("");
    text += at + 3 <= data.length ? four : four.slice(0, data.length - at + 1);
  }
  return text;
}

/** Text to bytes; throws MalformedError on padding, foreign characters, or a second spelling of the same bytes. */
export function decode(text: string): Bytes {
  if (text.length % 4 === 1) malformed("not base64url");
  const data = new Uint8Array(Math.floor((text.length * 3) / 4));
  let [to, held, bits, foreign] = [0, 0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const value = DIGITS[text.charCodeAt(at)] ?? FOREIGN;
    foreign |= value;
    held = (held << 6) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    data[to++] = held >> bits;
    held &= (1 << bits) - 1;
  }
  if (foreign & FOREIGN) malformed("not base64url");
  if (held) notCanonical("base64url has a second spelling"); // the bits of the last letter that carry nothing
  return data;
}
