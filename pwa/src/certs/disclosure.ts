/**
 * The consent to a request: what this phone's key signs when its holder lets an asker see named fields, once.
 * `until` is the last second to answer, `keep_days` for how long the asker may keep what it sees.
 */
import * as jws from "./jws";

const TYP = "liangma-disclosure+jwt";

export interface Disclosed {
  readonly aud: string;
  readonly request: string;
  /** The verifier's id. */
  readonly asker: string;
  readonly purpose: string;
  /** As 2027-01-31T08:00:00Z. */
  readonly until: string;
  readonly keep_days: number;
  /** In the order in which they were asked. */
  readonly certificates: readonly { readonly id: string; readonly fields: readonly string[] }[];
}

/** The signed consent, a compact JWS. `iat`: Unix seconds. */
export async function disclosure(said: Disclosed, iat: number, key: CryptoKey): Promise<string> {
  const certificates = said.certificates.map(({ id, fields }) => ({ id, fields: [...fields] }));
  const { aud, request, asker, purpose, until, keep_days } = said;
  return jws.sign({ typ: TYP }, { aud, request, asker, purpose, until, keep_days, certificates, iat }, key);
}
