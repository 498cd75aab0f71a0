/**
 * The commitment: what this phone's key signs when its holder promises instead of handing in a material.
 * `text` is the digest of all that was read: SHA-256, base64url, over JSON without blanks, its names in order.
 */
import * as base64url from "./base64url";
import { toUtf8 } from "./bytes";
import * as jws from "./jws";

const TYP = "liangma-commitment+jwt";

export interface Promised {
  readonly aud: string;
  readonly case: string;
  readonly revision: number;
  /** The very document that was on the screen. */
  readonly read: Readonly<Record<string, unknown>>;
}

/** The signed promise, a compact JWS. `iat`: Unix seconds. */
export async function commitment({ read, ...said }: Promised, iat: number, key: CryptoKey): Promise<string> {
  return jws.sign({ typ: TYP }, { ...said, text: await textDigest(read), iat }, key);
}

export async function textDigest(read: Readonly<Record<string, unknown>>): Promise<string> {
  const inOrder = Object.fromEntries(Object.entries(read).sort(([one], [other]) => (one < other ? -1 : 1)));
  const digest = await crypto.subtle.digest("SHA-256", toUtf8(JSON.stringify(inOrder)));
  return base64url.encode(new Uint8Array(digest));
}
