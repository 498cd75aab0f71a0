/**
 * Signing what a citizen shows, with this phone's key and the corrected clock.
 *
 * 1. Without the key NoKey is thrown, and nothing can be shown. 2. A nonce that would make the picture too dense for
 * cheap cameras is left out; the answer to a challenge must carry it.
 */
import { type Bytes } from "@/certs/bytes";
import { packCode, viewCode } from "@/certs/codes";
import { type PackEntry } from "@/certs/lm1";
import { clock } from "@/state/clock";
import type { KeptKeys } from "@/state/database";
import { deviceKeys } from "@/state/device";

/** Characters that a QR of version 15 at level L holds in alphanumeric mode. */
export const MOST_CHARACTERS = 758;

/** This phone has no key (any more). */
export class NoKey extends Error {
  override readonly name = "NoKey";
}

/** Whom a code answers, and with which challenge. */
export interface Answer {
  readonly aud: string;
  readonly cnonce: Bytes;
}

/** The phone's key pair and handle, read anew each time: it may have been lost meanwhile. Throws NoKey. */
export async function phoneKeys(): Promise<KeptKeys> {
  const keys = await deviceKeys();
  if (keys?.device_id === undefined) throw new NoKey();
  return keys;
}

/** A fresh code around a signed view (base64url). `nonce` is used where it fits; `answer` always. */
export async function signView(view: string, nonce: Bytes | null, answer: Answer | null = null): Promise<string> {
  const { pair } = await phoneKeys();
  const proof = { view, key: pair.privateKey, iat: Math.floor(clock.now()) };
  if (answer !== null) return viewCode({ ...proof, ...answer });
  const text = await viewCode({ ...proof, cnonce: nonce });
  return nonce === null || text.length <= MOST_CHARACTERS ? text : viewCode(proof);
}

/** A fresh pack code for these certificates. Throws NoKey. */
export async function signPack(
  entries: readonly PackEntry[],
  nonce: Bytes | null,
  answer: Answer | null = null,
): Promise<string> {
  const { pair, handle } = await phoneKeys();
  if (handle === undefined) throw new NoKey();
  const proof = { handle, entries, key: pair.privateKey, iat: Math.floor(clock.now()) };
  return packCode(answer === null ? { ...proof, cnonce: nonce } : { ...proof, ...answer });
}
