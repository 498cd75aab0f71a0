/**
 * Merkle trees as RFC 9162 §2.1 has them: hashes of leaves and nodes, and the checks of both proofs.
 *
 * 1. A leaf is SHA-256(0x00 || what it says), a node SHA-256(0x01 || left || right); neither passes for the other.
 * 2. Whatever proof is handed in, the check says yes or no and never throws.
 */
import { type Bytes, concat, equal, sha256 } from "./bytes";

export const SIZE = 32; // bytes of a hash
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The root of no leaves. */
export const EMPTY: Bytes = await sha256(new Uint8Array());

export async function leafHash(data: Uint8Array): Promise<Bytes> {
  return sha256(concat(LEAF, data));
}

export async function nodeHash(left: Uint8Array, right: Uint8Array): Promise<Bytes> {
  return sha256(concat(NODE, left, right));
}

/** A place on the way up and the last place of its level; sizes go beyond 32 bits. */
class Climb {
  place: number;
  last: number;

  constructor(place: number, last: number) {
    this.place = place;
    this.last = last;
  }

  get odd(): boolean {
    return this.place % 2 === 1;
  }

  /** Whether the next hash stands to the left. */
  get fromLeft(): boolean {
    return this.odd || this.place === this.last;
  }

  up(): void {
    this.place = Math.floor(this.place / 2);
    this.last = Math.floor(this.last / 2);
  }

  /** After a hash from the left: past the levels on which this was an only child. */
  skip(): void {
    while (!this.odd && this.place > 0) this.up();
  }
}

/** Whether the tree of `size` leaves under `root` holds the leaf's hash at `index`. */
export async function includes(root: Bytes, size: number, index: number, leaf: Bytes, proof: readonly Bytes[]): Promise<boolean> {
  if (!areCounts(index, size - 1) || !areHashes([root, leaf, ...proof])) return false;
  const at = new Climb(index, size - 1);
  let found = leaf;
  for (const hash of proof) {
    if (at.last === 0) return false;
    const left = at.fromLeft;
    found = left ? await nodeHash(hash, found) : await nodeHash(found, hash);
    if (left) at.skip();
    at.up();
  }
  return at.last === 0 && equal(found, root);
}

/** Whether the tree of `second` leaves begins with the tree of `first` leaves, leaf by leaf. */
export async function continues(first: number, firstRoot: Bytes, second: number, secondRoot: Bytes, proof: readonly Bytes[]): Promise<boolean> {
  if (!areCounts(first, second) || !areHashes([firstRoot, secondRoot, ...proof])) return false;
  if (first === 0) return isAlone(proof) && equal(firstRoot, EMPTY);
  if (first === second) return isAlone(proof) && equal(firstRoot, secondRoot);
  return grew(first, firstRoot, second, secondRoot, proof);
}

async function grew(first: number, firstRoot: Bytes, second: number, secondRoot: Bytes, proof: readonly Bytes[]): Promise<boolean> {
  const path = isPowerOfTwo(first) ? [firstRoot, ...proof] : proof;
  const roots = await climb(first, second, path);
  return equal(concat(...(roots ?? [])), concat(firstRoot, secondRoot));
}

/** The two roots that the path leads to; null when it is too long or too short. */
async function climb(first: number, second: number, [start, ...path]: readonly Bytes[]): Promise<readonly [Bytes, Bytes] | null> {
  if (!start) return null;
  const at = new Climb(first - 1, second - 1);
  while (at.odd) at.up();
  let [before, after] = [start, start];
  for (const hash of path) {
    if (at.last === 0) return null;
    if (at.fromLeft) {
      [before, after] = [await nodeHash(hash, before), await nodeHash(hash, after)];
      at.skip();
    } else {
      after = await nodeHash(after, hash);
    }
    at.up();
  }
  return at.last === 0 ? [before, after] : null;
}

/** There is nothing to prove, and nothing is proven. */
function isAlone(proof: readonly Bytes[]): boolean {
  return proof.length === 0;
}

/** Two counts, the first no larger than the second. */
function areCounts(first: number, second: number): boolean {
  return Number.isSafeInteger(first) && Number.isSafeInteger(second) && 0 <= first && first <= second;
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value)) && 2 ** Math.round(Math.log2(value)) === value;
}

function areHashes(values: readonly Uint8Array[]): boolean {
  return values.every((value) => value.length === SIZE);
}
