/**
 * A portrait frame held up to the gate, waiting for the code it belongs to or shown beside it.
 *
 * Rules: 1. a frame shown before its code waits for 20 seconds, no longer; 2. it is shown only beside a code whose
 * issuer signed its digest; 3. a picture is in memory only, never kept.
 */
import { type Bytes, CertsError, toHex } from "@/certs";
import { sha256 } from "@/certs/bytes";
import { readPortrait } from "@/certs/portrait";

const WAIT_SECONDS = 20;

export interface Portrait {
  picture: Bytes;
  /** 32 hexadecimal digits. */
  digest: string;
  at: number;
}

/** The picture in a portrait frame; null when it is none. */
export async function receive(text: string, now: number): Promise<Portrait | null> {
  try {
    const picture = readPortrait(text);
    return { picture, digest: toHex((await sha256(picture)).slice(0, 16)), at: now };
  } catch (error) {
    if (error instanceof CertsError) return null;
    throw error;
  }
}

/** Whether this portrait belongs to a code that named `digest`. */
export function belongs(portrait: Portrait | null, digest: string | null): boolean {
  return portrait !== null && digest !== null && portrait.digest === digest;
}

/** The same, for one that came before its code (rule 1). */
export function stillWaits(portrait: Portrait | null, now: number): boolean {
  return portrait !== null && now - portrait.at <= WAIT_SECONDS;
}
