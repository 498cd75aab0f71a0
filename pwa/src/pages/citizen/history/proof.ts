/**
 * Is a verdict in the public log? Computed on this phone from the receipt, its proof and the platform's keys; and is the
 * log still the one whose checkpoint this phone kept when it looked before?
 */
import { api, ask, attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import type { components } from "@/api/schema";
import { type Checkpoint, type Proofs, readCheckpoint, readProofs } from "@/certs/checkpoint";
import { CertsError } from "@/certs/errors";
import { type Json, type JsonObject } from "@/certs/json";
import type * as keys from "@/certs/keys";
import { object, text } from "@/certs/members";
import { publicFromJwk } from "@/certs/points";
import { type Kept, checkReceipt } from "@/certs/receipt";
import { keep, recall } from "@/state/database";

export const KEPT = "log-checkpoint";
const WAITING = "not_covered";

/** `proven`: at which time (ISO) which checkpoint covers it, and whether it continues the one kept before. */
export type Proven =
  | { readonly state: "proven"; readonly at: string; readonly number: number; readonly continued: boolean }
  | { readonly state: "waiting"; readonly comeBack: string | null }
  | { readonly state: "refused"; readonly reason: string };

/** The receipt of a verdict with its proof: on the holder, or on the ward of this guardianship. Throws Problem. */
export function readReceipt(verdictId: string, ward?: string): Promise<components["schemas"]["ReceiptAnswer"]> {
  if (ward === undefined) return ask(api.GET("/api/v1/receipts/{verdict_id}", { params: { path: { verdict_id: verdictId } } }));
  const params = { path: { guardianship_id: ward, verdict_id: verdictId } };
  return ask(api.GET("/api/v1/me/wards/{guardianship_id}/receipts/{verdict_id}", { params }));
}

/** What there is to say of the verdict with this id; a Problem where the office does not answer. */
export async function prove(verdictId: string, ward?: string): Promise<Proven | Problem> {
  return attempt(async () => {
    const [document, set] = await Promise.all([
      readReceipt(verdictId, ward),
      ask(api.GET("/.well-known/jwks.json")),
    ]);
    const publics = set.keys.map((jwk) => publicFromJwk(jwk as unknown as JsonObject));
    const found = await checkReceipt(document, publics);
    if (found.reason === WAITING) return { state: "waiting", comeBack: document.log.come_back ?? null };
    if (found.reason !== null || !found.checkpoint) return { state: "refused", reason: found.reason ?? WAITING };
    return continued(document, publics, found.checkpoint);
  });
}

/** The same, held against the checkpoint that this phone kept; from now on it keeps the newer. */
async function continued(document: Json, publics: readonly keys.PublicKey[], covering: Checkpoint): Promise<Proven> {
  const number = covering.number ?? 0;
  const kept = await keptOf(publics, number);
  if (kept && (await checkReceipt(document, publics, kept)).reason !== null) return { state: "refused", reason: "log_rewritten" };
  await keep(KEPT, text(object(document, "log"), "checkpoint"));
  return { state: "proven", at: new Date(covering.iat * 1000).toISOString(), number, continued: kept !== null };
}

/** The checkpoint that this phone kept, with the office's proofs; null where there is none that a trusted key signed. */
async function keptOf(publics: readonly keys.PublicKey[], number: number): Promise<Kept | null> {
  const token = await recall(KEPT);
  if (typeof token !== "string") return null;
  let checkpoint: Checkpoint;
  try {
    checkpoint = await readCheckpoint(token, publics);
  } catch (error) {
    if (error instanceof CertsError) return null; // by a key that is believed no more
    throw error;
  }
  return { checkpoint, proofs: await proofsFrom(checkpoint.number ?? 0, number) };
}

/** None where the office knows the kept checkpoint no more: then nothing is proven. */
async function proofsFrom(from: number, to: number): Promise<Proofs> {
  const answer = await attempt(() => ask(api.GET("/api/v1/log/continuity", { params: { query: { from, to } } })));
  if (answer instanceof Problem && answer.code !== "checkpoint_unknown") throw answer;
  return answer instanceof Problem ? new Map() : readProofs(answer);
}
