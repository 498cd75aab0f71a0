/**
 * Checkpoints: signed heads of the log, and whether a later one continues an earlier one.
 *
 * 1. It is a JWS by a key of the platform that the reader trusts. 2. Checkpoints are numbered.
 * 3. A later one continues an earlier one when no chain is missing or shorter, and for each chain a proof leads from the
 * one root to the other; of two with one number only one can be true. 4. One without trees proves nothing here.
 */
import * as base64url from "./base64url";
import { type Bytes, equal, sha256, toUtf8 } from "./bytes";
import { MalformedError, malformed } from "./errors";
import { type Json, type JsonObject, strictJson } from "./json";
import * as jws from "./jws";
import type * as keys from "./keys";
import { integer, isObject, member, object } from "./members";
import * as merkle from "./merkle";

const TYP = "liangma-audit-checkpoint+jwt";
const MAX_CHARS = 1 << 18;
const MOST_CHAINS = 1024;

/** One that was read. `iat`: Unix seconds. `sizes`, `roots`: by chain. Number and roots null: of before there were trees. */
export interface Checkpoint {
  readonly iat: number;
  readonly sizes: ReadonlyMap<number, number>;
  readonly number: number | null;
  readonly roots: ReadonlyMap<number, Bytes> | null;
  readonly digest: Bytes;
}

/** By chain, the hashes of a proof. */
export type Proofs = ReadonlyMap<number, readonly Bytes[]>;

/** The checkpoint, signed by one of the keys; throws MalformedError (signature_invalid, malformed, ...). */
export async function readCheckpoint(token: string, publics: readonly keys.PublicKey[]): Promise<Checkpoint> {
  const payload = await signedByOneOf(token, publics, { typ: TYP, maxChars: MAX_CHARS });
  return read(payload, await sha256(toUtf8(token)));
}

/** The payload of a JWS that one of the keys signed; throws MalformedError. */
export async function signedByOneOf(
  token: string,
  publics: readonly keys.PublicKey[],
  how: { readonly typ: string; readonly maxChars: number },
): Promise<JsonObject> {
  const parsed = jws.parse(token, how.maxChars);
  for (const key of publics) {
    try {
      await jws.verifySignature(parsed, key, how.typ);
      const claims = strictJson(parsed.payload);
      return isObject(claims) ? claims : malformed("JWS payload is not an object");
    } catch (error) {
      if (!(error instanceof MalformedError) || error.reason !== "signature_invalid") throw error;
    }
  }
  throw new MalformedError("signature_invalid", "no trusted key signed this");
}

/** Whether `later` continues `earlier` (rule 3). A chain without a proof has an empty one. */
export async function continues(earlier: Checkpoint, later: Checkpoint, proofs: Proofs): Promise<boolean> {
  if (!isInOrder(earlier, later) || [...proofs.keys()].some((chain) => !later.sizes.has(chain))) return false;
  for (const chain of new Set([...earlier.sizes.keys(), ...later.sizes.keys()])) {
    const [before, after] = [sizeOf(earlier, chain), sizeOf(later, chain)];
    const proof = proofs.get(chain) ?? [];
    if (!(await merkle.continues(before, rootOf(earlier, chain), after, rootOf(later, chain), proof))) return false;
  }
  return true;
}

/** By number; two of one number are one. Both have trees. */
function isInOrder(earlier: Checkpoint, later: Checkpoint): boolean {
  if (earlier.number === null || later.number === null) return false;
  return earlier.number < later.number || (earlier.number === later.number && equal(earlier.digest, later.digest));
}

export function sizeOf(one: Checkpoint, chain: number): number {
  return one.sizes.get(chain) ?? 0;
}

export function rootOf(one: Checkpoint, chain: number): Bytes {
  return one.roots?.get(chain) ?? merkle.EMPTY;
}

/** The proofs of an answer of the office, by chain; throws MalformedError. */
export function readProofs(answer: Json): Proofs {
  const found = Object.entries(object(answer, "proofs"));
  return new Map(found.map(([name, path]) => [chainNumber(name), hashes(path)]));
}

/** A list of hashes in base64url; throws MalformedError. */
export function hashes(path: Json | undefined): readonly Bytes[] {
  if (!Array.isArray(path)) return malformed("a proof is a list of hashes");
  return (path as readonly Json[]).map((one) => (typeof one === "string" ? base64url.decode(one) : malformed("a hash is text")));
}

function read(claims: JsonObject, digest: Bytes): Checkpoint {
  const heads = chains(object(claims, "heads"));
  for (const [, , link] of heads) if (!isBase64(link)) malformed("a hash is base64");
  const sizes = new Map(heads.map(([chain, size]) => [chain, size]));
  const iat = integer(claims, "iat");
  return { iat, sizes, digest, ...("trees" in claims ? rooted(claims, sizes) : { number: null, roots: null }) };
}

function rooted(claims: JsonObject, sizes: Checkpoint["sizes"]): Pick<Checkpoint, "number" | "roots"> {
  const trees = chains(object(claims, "trees"));
  const roots = new Map(trees.map(([chain, , root]) => [chain, base64url.decode(root)]));
  const number = integer(claims, "number");
  const alike = trees.length === sizes.size && trees.every(([chain, size]) => sizes.get(chain) === size);
  if (number < 1 || !alike) malformed("a checkpoint's trees are not those of its heads");
  if (![...roots.values()].every((root) => root.length === merkle.SIZE)) malformed("a root has 32 bytes");
  const previous = member(claims, "previous") ?? null;
  if (previous !== null) base64url.decode(typeof previous === "string" ? previous : malformed("previous is no text"));
  return { number, roots };
}

function chains(value: JsonObject): readonly (readonly [number, number, string])[] {
  const named = Object.entries(value);
  if (named.length > MOST_CHAINS) malformed("more chains than any log has");
  return named.map(([name, pair]) => {
    const [size, hash] = Array.isArray(pair) && pair.length === 2 ? (pair as readonly Json[]) : malformed("a chain's head is [size, hash]");
    if (typeof size !== "number" || typeof hash !== "string") return malformed("a chain's head is [size, hash]");
    if (!Number.isSafeInteger(size) || size < 0) malformed("a chain has a size");
    return [chainNumber(name), size, hash];
  });
}

function chainNumber(name: string): number {
  return /^(?:0|[1-9]\d{0,8})$/u.test(name) ? Number(name) : malformed("a chain has a number");
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/u.test(text);
}
