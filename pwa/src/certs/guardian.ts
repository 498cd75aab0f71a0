/** A parent's word that they act for a child: what this phone's key signs, once, for the record that proves it. */
import * as jws from "./jws";

const TYP = "liangma-guardian+jwt";

export interface Confirmed {
  readonly aud: string;
  /** The id of the record that proves it. */
  readonly record: string;
  readonly ground: string;
  /** The child's name. */
  readonly ward: string;
  /** The last day before the child is 18, as 2031-05-05. */
  readonly until: string;
}

/** The signed confirmation, a compact JWS. `iat`: Unix seconds. */
export function guardianConfirmation(said: Confirmed, iat: number, key: CryptoKey): Promise<string> {
  return jws.sign({ typ: TYP }, { ...said, iat }, key);
}
