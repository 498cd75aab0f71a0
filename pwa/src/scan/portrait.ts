/** The portrait frame, `LM1P:` and a small WebP in base45, and whether it is the one whose digest a certificate carries. */
import { decode } from "@/certs/base45";
import { sha256, toHex } from "@/certs/bytes";

const PREFIX = "LM1P:";
const MOST_BYTES = 2048;

/** `digest`: hex of the first 16 bytes of SHA-256, as certificates carry it; `address` for an <img>. */
export interface Portrait {
  digest: string;
  address: string;
}

/** The picture of a frame; null when the text holds none. Whether it is the holder's, the digest tells. */
export async function portraitOf(text: string): Promise<Portrait | null> {
  try {
    const data = decode(text.slice(PREFIX.length));
    if (data.length > MOST_BYTES || !isWebp(data)) return null;
    const digest = toHex((await sha256(data)).subarray(0, 16));
    return { digest, address: `data:image/webp;base64,${btoa(String.fromCharCode(...data))}` };
  } catch {
    return null;
  }
}

function isWebp(data: Uint8Array): boolean {
  const word = (at: number): string => String.fromCharCode(...data.subarray(at, at + 4));
  return word(0) === "RIFF" && word(8) === "WEBP";
}
