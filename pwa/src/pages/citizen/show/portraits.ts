/**
 * The holder's portraits on this phone, for the second code that a gate without a network scans.
 *
 * 1. A view carries only a digest; the picture is read once from the office, when there is a network, and kept. 2. It is
 * used only if it has the digest of the view on show. 3. It belongs to one version of a certificate.
 */
import { type Bytes, sha256, toHex } from "@/certs/bytes";
import { keep, recall } from "@/state/database";
import { network } from "@/state/network";
import { session } from "@/state/session";
import { answerOf, quietly } from "./quietly";

const DIGEST_CHARACTERS = 32;

/** The portrait with this digest as WebP bytes, or null when neither the phone nor the office gives it. */
export async function portraitOf(certificateId: string, digest: string): Promise<Bytes | null> {
  const key = `portrait:${certificateId}`;
  const kept = await recall(key);
  if (kept instanceof Uint8Array && (await digestOf(new Uint8Array(kept))) === digest) return new Uint8Array(kept);
  const fetched = await fromOffice(certificateId);
  if (fetched === null || (await digestOf(fetched)) !== digest) return null;
  await keep(key, fetched);
  return fetched;
}

async function fromOffice(certificateId: string): Promise<Bytes | null> {
  if (!network.online || session.state !== "in") return null;
  const path = { certificate_id: certificateId };
  const card = await answerOf(quietly.GET("/api/v1/certificates/{certificate_id}", { params: { path } }));
  const value = card?.fields.find((field) => field.kind === "image")?.value;
  return typeof value === "string" ? bytesOf(value) : null;
}

function bytesOf(base64: string): Bytes | null {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

async function digestOf(picture: Bytes): Promise<string> {
  return toHex(await sha256(picture)).slice(0, DIGEST_CHARACTERS);
}
