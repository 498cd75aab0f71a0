/**
 * The consent to an application: what this phone's key signs when its holder applies online, for one case as it stands.
 * `form` is the digest of what was typed: SHA-256, base64url, over JSON without blanks, its names in order.
 */
import * as base64url from "./base64url";
import { toUtf8 } from "./bytes";
import * as jws from "./jws";

const TYP = "liangma-application+jwt";

export interface Statement {
  readonly aud: string;
  readonly case: string;
  readonly revision: number;
  readonly matter: { readonly code: string; readonly version: number };
  /** What was answered about the situation, question → answer. */
  readonly answers: Readonly<Record<string, string>>;
  /** What was typed, field name → text. */
  readonly typed: Readonly<Record<string, string>>;
  /** In the order in which they are sent. */
  readonly certificates: readonly { readonly id: string; readonly fields: readonly string[] }[];
  readonly defer: boolean;
}

/** The signed statement, a compact JWS. `iat`: Unix seconds. */
export async function consent({ typed, ...said }: Statement, iat: number, key: CryptoKey): Promise<string> {
  return jws.sign({ typ: TYP }, { ...said, form: await formDigest(typed), iat }, key);
}

export async function formDigest(typed: Readonly<Record<string, string>>): Promise<string> {
  const inOrder = Object.fromEntries(Object.entries(typed).sort(([one], [other]) => (one < other ? -1 : 1)));
  const digest = await crypto.subtle.digest("SHA-256", toUtf8(JSON.stringify(inOrder)));
  return base64url.encode(new Uint8Array(digest));
}
