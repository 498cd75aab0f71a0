/**
 * Rules 8 to 12 of `verify.ts`: what a code itself must be.
 *
 *  8. device_signature   signed by the device
 *  9. audience           for anybody or for this verifier; with a challenge, for this verifier by name
 * 10. challenge          answers this verifier's challenge, where it set one
 * 11. freshness          signed within the window around now, unless the nonce is the caller's own
 * 12. replay             not seen before
 */
import { type Bytes, equal } from "./bytes";
import * as keys from "./keys";
import { type Note, note } from "./notes";
import { type Required, type Result, type Seen } from "./verdict";

export interface Outcome {
  readonly result: Result;
  readonly reason: string | null;
  readonly note: Note | null;
}

export const PASSED: Outcome = { result: "passed", reason: null, note: null };

/** The outcome of a rule that was broken. */
export function failed(reason: string, noted: Note | null = null): Outcome {
  return { result: "failed", reason, note: noted };
}

export interface Signed {
  readonly signed: Bytes;
  readonly signature: Bytes;
}

/** Whether `key` signed it; `reason` when not. */
export async function signedBy(key: keys.PublicKey, { signed, signature }: Signed, reason: string): Promise<Outcome> {
  return (await keys.verify(key, signature, signed)) ? PASSED : failed(reason);
}

/** `abroad`: the code is of another region, where somebody else may have the same id, so that the bare id names nobody. */
export function audience(aud: string, required: Required, abroad = false): Outcome {
  if (aud === "*") return required.challenge === null ? PASSED : failed("wrong_audience");
  const right = (required.audienceHere !== null && aud === required.audienceHere) || (aud === required.audience && !abroad);
  return right ? PASSED : failed("wrong_audience");
}

export function challenge(cnonce: Bytes | null, required: Required): Outcome {
  if (required.challenge === null) return { result: "skipped", reason: null, note: note("no_challenge") };
  if (cnonce === null) return failed("challenge_missing");
  return equal(cnonce, required.challenge) ? PASSED : failed("challenge_mismatch");
}

export function freshness(iat: number, required: Required, now: number): Outcome {
  if (required.nonceOk) return { result: "passed", reason: null, note: note("own_nonce") };
  if (iat < now - required.iatPast) return failed("code_expired", note("signed_ago", now - iat));
  return iat > now + required.iatFuture ? failed("code_from_future", note("signed_ahead", iat - now)) : PASSED;
}

export async function replay(onceId: string, seen: Seen): Promise<Outcome> {
  return (await seen.has(onceId)) ? failed("replayed") : PASSED;
}
