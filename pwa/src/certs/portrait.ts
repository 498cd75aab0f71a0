/**
 * The portrait frame: a second code with the picture that a view shows only the digest of.
 *
 * 1. The text is `LM1P:` + base45 of the picture, at most 845 characters.
 * 2. The picture is a WebP of 60x80 pixels and at most 560 bytes; its pixels are never decoded here.
 * 3. The view names the first 16 bytes of the picture's SHA-256; a picture with another digest belongs to someone else.
 *
 * The frame carries no signature: only the digest that the issuer signed in the view vouches for it.
 */
import * as base45 from "./base45";
import { type Bytes, hasAt, longerThan, sha256, toHex } from "./bytes";
import { MalformedError, malformed } from "./errors";
import { type Accepted } from "./verdict";

export const PORTRAIT_PREFIX = "LM1P:";
export const MAX_PORTRAIT_BYTES = 560;
const MAX_TEXT = PORTRAIT_PREFIX.length + (MAX_PORTRAIT_BYTES / 2) * 3;
const SIZE = { width: 60, height: 80 };
const RIFF = [0x52, 0x49, 0x46, 0x46];
const WEBP = [0x57, 0x45, 0x42, 0x50];
const LOSSY = [0x56, 0x50, 0x38, 0x20];
const LOSSLESS = [0x56, 0x50, 0x38, 0x4c];
const KEY_FRAME = [0x9d, 0x01, 0x2a];

/** The picture of the certificate (WebP bytes), or the reason why it cannot be relied on. */
export type PortraitAnswer =
  | { readonly belongs: true; readonly picture: Bytes }
  | { readonly belongs: false; readonly reason: string };

/** The frame for a picture (bytes, or base64 as a certificate carries it); throws MalformedError. */
export function portraitText(picture: Bytes | string): string {
  const data = typeof picture === "string" ? fromBase64(picture) : picture;
  checkPicture(data);
  return PORTRAIT_PREFIX + base45.encode(data);
}

/** The picture in a frame, belonging to nobody yet; throws MalformedError: malformed, too_long, unsupported_code. */
export function readPortrait(text: unknown): Bytes {
  if (typeof text !== "string") return malformed("a frame is text");
  if (longerThan(text, MAX_TEXT)) {
    throw new MalformedError("too_long", `a portrait frame has at most ${MAX_TEXT} characters`);
  }
  if (!text.startsWith(PORTRAIT_PREFIX)) throw new MalformedError("unsupported_code", "not a portrait frame");
  const picture = base45.decode(text.slice(PORTRAIT_PREFIX.length));
  checkPicture(picture);
  return picture;
}

/** Whether the picture in a frame has this digest (hexadecimal, as an accepted view shows it; null: it shows none). */
export async function checkPortrait(text: unknown, digest: string | null): Promise<PortraitAnswer> {
  try {
    const picture = readPortrait(text);
    if (digest === null) return { belongs: false, reason: "portrait_not_shown" };
    const own = toHex((await sha256(picture)).slice(0, 16));
    return own === digest ? { belongs: true, picture } : { belongs: false, reason: "portrait_mismatch" };
  } catch (error) {
    if (error instanceof MalformedError) return { belongs: false, reason: error.reason };
    throw error;
  }
}

/** The digest of a picture that an accepted view shows, in hexadecimal. */
export function shownDigest({ type, fields }: Pick<Accepted, "type" | "fields">): string | null {
  const name = Object.keys(fields).find((each) => type.fields.get(each)?.kind === "digest");
  const value = name === undefined ? null : fields[name];
  return typeof value === "string" ? value : null;
}

function checkPicture(data: Bytes): void {
  if (data.length > MAX_PORTRAIT_BYTES) {
    throw new MalformedError("too_long", `a portrait has at most ${MAX_PORTRAIT_BYTES} bytes`);
  }
  const { width, height } = sizeOf(data);
  if (width !== SIZE.width || height !== SIZE.height) malformed("a portrait has 60x80 pixels");
}

function sizeOf(data: Bytes): { width: number; height: number } {
  if (data.length < 30 || !hasAt(data, RIFF, 0) || !hasAt(data, WEBP, 8)) malformed("not a WebP picture");
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  return view.getUint32(4, true) + 8 === data.length ? sizeIn(data, view) : malformed("a WebP of another length");
}

function sizeIn(data: Bytes, view: DataView): { width: number; height: number } {
  if (hasAt(data, LOSSY, 12) && hasAt(data, KEY_FRAME, 23)) {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (hasAt(data, LOSSLESS, 12) && data[20] === 0x2f) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  return malformed("not a WebP picture");
}

function fromBase64(text: string): Bytes {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return malformed("not base64");
  }
}
