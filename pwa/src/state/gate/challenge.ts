/**
 * Challenges: eight random bytes that this gate shows, which only a code made for this gate can answer.
 *
 * Rules: 1. a new one every 30 seconds; one counts for 90; 2. it is answered once: an accepted answer uses it up;
 * 3. the office makes it while there is network, so that it can check the answer itself; else the gate makes it;
 * 4. an answer to none of them is judged against the newest, and refused.
 */
import { type Bytes, fromHex, toHex } from "@/certs/bytes";
import { challengeText, freshNonce } from "@/certs/challenge";

export const ROTATE_SECONDS = 30;
export const LIFE_SECONDS = 90;

export interface Challenge {
  hex: string;
  /** What the gate shows: LM1C:<verifier>:<hex>. */
  qr: string;
  madeAt: number;
  by: "office" | "gate";
}

export function makeChallenge(verifierId: string, now: number): Challenge {
  const nonce = freshNonce();
  return { hex: toHex(nonce), qr: challengeText({ verifierId, nonce }), madeAt: now, by: "gate" };
}

/** The challenges that still count, newest first. */
export class OpenChallenges {
  private open: Challenge[] = [];

  add(challenge: Challenge): void {
    this.open = [challenge, ...this.open];
  }

  /** The one that `cnonce` answers, else the newest; null when there is none at all. */
  answered(cnonce: Bytes | null, now: number): Challenge | null {
    this.open = this.open.filter((one) => Math.abs(now - one.madeAt) <= LIFE_SECONDS);
    const hex = cnonce === null ? null : toHex(cnonce);
    return this.open.find((one) => one.hex === hex) ?? this.open[0] ?? null;
  }

  /** An accepted answer uses it up (rule 2). */
  spend(challenge: Challenge): void {
    this.open = this.open.filter((one) => one.hex !== challenge.hex);
  }

  clear(): void {
    this.open = [];
  }
}

export function bytesOf(challenge: Challenge): Bytes {
  return fromHex(challenge.hex);
}
