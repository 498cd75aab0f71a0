/** The device proof: a short JWT by which a phone shows that it holds a key, for one audience and one nonce. */
import * as jws from "./jws";
import * as keys from "./keys";

const TYP = "liangma-device-proof+jwt";

export interface DeviceProof {
  readonly key: CryptoKeyPair;
  readonly aud: string;
  readonly nonce: string;
  /** Unix seconds. */
  readonly iat: number;
}

/** The proof as a compact JWS, with the public key in its header. */
export async function deviceProof({ key, aud, nonce, iat }: DeviceProof): Promise<string> {
  const jwk = keys.jwkOf(await keys.publicOf(key.publicKey));
  return jws.sign({ typ: TYP, jwk }, { aud, nonce, iat }, key.privateKey);
}
