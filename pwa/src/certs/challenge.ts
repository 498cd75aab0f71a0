/** A gate's challenge, `LM1C:<verifier id>:<16 hexadecimal digits>`: the phone answers it with aud and cnonce. */
import { type Bytes, fromHex, toHex } from "./bytes";

export const CHALLENGE_PREFIX = "LM1C:";
const CHALLENGE = /^LM1C:([!-~]{1,64}):([0-9a-f]{16})$/;

export interface Challenge {
  readonly verifierId: string;
  readonly nonce: Bytes;
}

/** What a gate shows; `nonce` is 8 bytes. */
export function challengeText({ verifierId, nonce }: Challenge): string {
  return `${CHALLENGE_PREFIX}${verifierId}:${toHex(nonce)}`;
}

/** The challenge in the text of a QR, or null when it is none. The name of a verifier is the server's to say. */
export function challengeFrom(text: string): Challenge | null {
  const [, verifierId, nonce] = CHALLENGE.exec(text) ?? [];
  return verifierId !== undefined && nonce !== undefined ? { verifierId, nonce: fromHex(nonce) } : null;
}

/** Eight fresh random bytes for a challenge. */
export function freshNonce(): Bytes {
  return crypto.getRandomValues(new Uint8Array(8));
}
