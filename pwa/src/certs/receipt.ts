/**
 * A receipt and its proof: is this verdict in the public log? Checked with nothing but the platform's keys.
 *
 * 1. The receipt is a JWS by a key of the platform that the reader trusts. 2. The log's entry is bound to it: its leaf is
 * SHA-256(0x00 || SHA-256 of the receipt's text || the entry's hash). 3. The checkpoint is signed by such a key too.
 * 4. The leaf lies in the tree of its chain, under the checkpoint's root. 5. A checkpoint that the reader kept is
 * continued by it. 6. What comes without proof is not proven, and says why. Nothing that is handed in makes this throw.
 */
import * as base64url from "./base64url";
import { type Bytes, concat, sha256, toUtf8 } from "./bytes";
import { type Checkpoint, type Proofs, continues, hashes, readCheckpoint, rootOf, signedByOneOf, sizeOf } from "./checkpoint";
import { CertsError, MalformedError, malformed } from "./errors";
import { type Json, type JsonObject } from "./json";
import type * as keys from "./keys";
import { integer, isObject, object, text } from "./members";
import * as merkle from "./merkle";

const TYP = "liangma-receipt+jwt";
const MAX_CHARS = 1 << 18;
const MOST_HASHES = 128;

/** What the checks are of, in order. */
export const STEPS = ["receipt", "checkpoint", "inclusion", "continuity"] as const;

/** What was found: how many of the steps passed, why it is not proven (null: it is), and what was signed. */
export interface Recorded {
  readonly passed: number;
  readonly reason: string | null;
  readonly receipt: JsonObject | null;
  readonly checkpoint: Checkpoint | null;
}

/** A checkpoint of the reader's own, and the proofs that a newer one continues it. */
export interface Kept {
  readonly checkpoint: Checkpoint;
  readonly proofs: Proofs;
}

interface Proof {
  readonly chain: number;
  readonly index: number;
  readonly entry: Bytes;
  readonly path: readonly Bytes[];
  readonly checkpoint: string;
}

/** `document`: what `GET /receipts/{id}` answers, or the receipt's text alone. `publics`: the platform's keys. */
export async function checkReceipt(document: Json, publics: readonly keys.PublicKey[], kept?: Kept): Promise<Recorded> {
  let [passed, receipt, checkpoint]: [number, JsonObject | null, Checkpoint | null] = [0, null, null];
  try {
    const said = typeof document === "string" ? document : text(document, "receipt");
    receipt = await signedByOneOf(said, publics, { typ: TYP, maxChars: MAX_CHARS });
    passed++;
    const proof = readProof(document);
    checkpoint = await readCheckpoint(proof.checkpoint, publics);
    passed++;
    if (!(await liesIn(said, proof, checkpoint))) throw new MalformedError("not_in_log");
    passed++;
    if (kept) {
      if (!(await continues(kept.checkpoint, checkpoint, kept.proofs))) throw new MalformedError("log_rewritten");
      passed++;
    }
    return { passed, reason: null, receipt, checkpoint };
  } catch (error) {
    if (!(error instanceof CertsError)) throw error;
    return { passed, reason: error.reason, receipt, checkpoint };
  }
}

function readProof(document: Json): Proof {
  if (!isObject(document) || !("log" in document)) throw new MalformedError("not_covered", "no proof was handed in");
  const log = object(document, "log");
  refuseUncovered(text(log, "state"));
  const path = log["path"];
  if (Array.isArray(path) && path.length > MOST_HASHES) malformed("the path is too long");
  const found = { entry: base64url.decode(text(log, "entry")), path: hashes(path) };
  if ([found.entry, ...found.path].some((one) => one.length !== merkle.SIZE)) malformed("a hash has 32 bytes");
  return { ...found, chain: integer(log, "chain"), index: integer(log, "index"), checkpoint: text(log, "checkpoint") };
}

/** Rule 6. */
function refuseUncovered(state: string): void {
  if (state === "waiting") throw new MalformedError("not_covered");
  if (state === "unbound") throw new MalformedError("not_bound");
  if (state !== "covered") malformed("the state is not one of covered, waiting, unbound");
}

/** Rules 2 and 4. */
async function liesIn(receipt: string, proof: Proof, covering: Checkpoint): Promise<boolean> {
  if (!covering.roots) return false;
  const leaf = await merkle.leafHash(concat(await sha256(toUtf8(receipt)), proof.entry));
  return merkle.includes(rootOf(covering, proof.chain), sizeOf(covering, proof.chain), proof.index, leaf, proof.path);
}
