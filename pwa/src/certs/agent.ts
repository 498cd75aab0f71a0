/**
 * The authorisation of an agent: what this phone's key signs when its holder lets somebody act in one case, until a day.
 * `number` is the digest of the agent's citizen number: SHA-256, base64url.
 */
import * as base64url from "./base64url";
import { toUtf8 } from "./bytes";
import * as jws from "./jws";

const TYP = "liangma-agent+jwt";

export interface Authorised {
  readonly aud: string;
  readonly case: string;
  readonly revision: number;
  readonly agent: { readonly name: string; readonly citizen_number: string };
  /** The last day, as 2026-11-22. */
  readonly until: string;
}

/** The signed authorisation, a compact JWS. `iat`: Unix seconds. */
export async function authorisation({ agent, ...said }: Authorised, iat: number, key: CryptoKey): Promise<string> {
  const named = { name: agent.name, number: await numberDigest(agent.citizen_number) };
  return jws.sign({ typ: TYP }, { ...said, agent: named, iat }, key);
}

export async function numberDigest(number: string): Promise<string> {
  return base64url.encode(new Uint8Array(await crypto.subtle.digest("SHA-256", toUtf8(number))));
}
