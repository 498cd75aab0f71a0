/**
 * The approval of a desktop: what this phone's key signs when its holder lets a desktop or kiosk sign in as them.
 * `request` is the digest of the text in the desktop's QR code: SHA-256, base64url.
 */
import * as base64url from "./base64url";
import { toUtf8 } from "./bytes";
import * as jws from "./jws";

const TYP = "liangma-desktop+jwt";

export interface Approved {
  readonly aud: string;
  /** The text in the QR code, without its address. */
  readonly reference: string;
  /** What the screen shows beside it. */
  readonly number: string;
}

/** The signed approval, a compact JWS. `iat`: Unix seconds. */
export async function approval({ aud, reference, number }: Approved, iat: number, key: CryptoKey): Promise<string> {
  const request = base64url.encode(new Uint8Array(await crypto.subtle.digest("SHA-256", toUtf8(reference))));
  return jws.sign({ typ: TYP }, { aud, iat, request, number }, key);
}
