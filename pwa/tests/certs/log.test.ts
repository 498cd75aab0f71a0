/** Receipts, checkpoints and their proofs: every vector that the vault has, the hostile ones too. */
import { expect, it } from "vitest";
import { fromHex } from "@/certs/bytes";
import { continues, readCheckpoint, readProofs } from "@/certs/checkpoint";
import { CertsError } from "@/certs/errors";
import { type Json, type JsonObject } from "@/certs/json";
import * as merkle from "@/certs/merkle";
import { publicFromJwk } from "@/certs/points";
import { checkReceipt } from "@/certs/receipt";
import { vectors } from "./vectors";

interface Inclusion {
  readonly size: number;
  readonly index: number;
  readonly leaf: string;
  readonly root: string;
  readonly proof: readonly string[];
}
interface Consistency {
  readonly first: number;
  readonly second: number;
  readonly first_root: string;
  readonly second_root: string;
  readonly proof: readonly string[];
}
interface Document {
  readonly keys: readonly JsonObject[];
  readonly receipts: readonly { readonly name: string; readonly document: Json; readonly reason: string | null }[];
  readonly checkpoints: readonly { readonly name: string; readonly old: string; readonly new: string; readonly answer: Json; readonly reason: string | null }[];
  readonly inclusion: readonly Inclusion[];
  readonly consistency: readonly Consistency[];
}
const LOG = vectors("log.json") as Document;
const PUBLICS = LOG.keys.map((jwk) => publicFromJwk(jwk));

it.each(LOG.receipts)("proves a receipt or not: $name", async ({ document, reason }) => {
  const found = await checkReceipt(document, PUBLICS);
  expect(found.reason).toBe(reason);
  if (reason === null) expect(found.passed).toBe(3);
});

it.each(LOG.checkpoints)("continues a checkpoint or not: $name", async ({ old, new: later, answer, reason }) => {
  expect(await why(old, later, answer)).toBe(reason);
});

async function why(old: string, later: string, answer: Json): Promise<string | null> {
  try {
    const both = [await readCheckpoint(old, PUBLICS), await readCheckpoint(later, PUBLICS)] as const;
    return (await continues(...both, readProofs(answer))) ? null : "log_rewritten";
  } catch (error) {
    return error instanceof CertsError ? error.reason : "thrown";
  }
}

it.each(LOG.inclusion)("finds leaf $index of $size and no other", async ({ size, index, leaf, root, proof }) => {
  const path = proof.map(fromHex);
  for (const place of [index, index + 1, index - 1, size]) {
    expect(await merkle.includes(fromHex(root), size, place, fromHex(leaf), path)).toBe(place === index);
  }
});

it.each(LOG.consistency)("continues $first by $second", async ({ first, second, first_root, second_root, proof }) => {
  const [before, after, path] = [fromHex(first_root), fromHex(second_root), proof.map(fromHex)];
  expect(await merkle.continues(first, before, second, after, path)).toBe(true);
  expect(await merkle.continues(first, before, second, after, [...path, before])).toBe(false);
  if (path.length) expect(await merkle.continues(first, before, second, after, path.slice(1))).toBe(false);
});

it("holds a receipt against a checkpoint that this phone kept", async () => {
  const [good, pair] = [LOG.receipts[0], LOG.checkpoints[0]];
  if (!good || !pair) throw new Error("no vectors");
  const checkpoint = await readCheckpoint(pair.old, PUBLICS);
  const kept = { checkpoint, proofs: readProofs(pair.answer) };
  expect(await checkReceipt(good.document, PUBLICS, kept)).toMatchObject({ reason: null, passed: 4 });
  expect(await checkReceipt(good.document, PUBLICS, { checkpoint, proofs: new Map() })).toMatchObject({ reason: "log_rewritten", passed: 3 });
});
