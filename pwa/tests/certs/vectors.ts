/** The vectors that pytest reads too, and the world they play in. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Bytes, fromHex } from "@/certs/bytes";
import { type Bundle, openBundle } from "@/certs/bundle";
import { CertsError } from "@/certs/errors";
import { type JsonObject, strictJson } from "@/certs/json";
import * as base64url from "@/certs/base64url";
import * as keys from "@/certs/keys";
import { type Note } from "@/certs/notes";
import { PLACES } from "@/certs/place";
import { publicFromJwk } from "@/certs/points";
import { type Required, type Verdict } from "@/certs/verdict";

export interface Vector {
  readonly name: string;
  readonly code: string;
  readonly now: number;
  readonly required?: {
    readonly audience?: string;
    readonly challenge?: string;
    readonly nonce_ok?: boolean;
    readonly permitted?: Readonly<Record<string, readonly string[]>>;
    readonly needed?: readonly string[];
    readonly stale_ok?: boolean;
    readonly place?: number;
    readonly audience_here?: string;
  };
  readonly seen?: readonly string[];
  readonly notes?: Readonly<Record<string, Note>>;
  readonly expected: { readonly accepted: boolean; readonly fields?: object; readonly on_behalf?: object; readonly reason?: string };
}

interface Document {
  readonly audience: string;
  readonly anchor: JsonObject;
  readonly device_private: JsonWebKey;
  readonly bundle_read_at: number;
  readonly bundle: string;
  readonly vectors: readonly Vector[];
}

/** A file of tests/vectors, parsed. */
export function vectors(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, "../../../tests/vectors", name), "utf8")) as unknown;
}

export const LM1 = vectors("lm1.json") as Document;
/** Codes that one phone shows for another's holder; same bundle, same phone. */
export const ON_BEHALF = (vectors("on_behalf.json") as Document).vectors;
export const ANCHOR_KEY = publicFromJwk(LM1.anchor);
export const ANCHOR = base64url.encode(await keys.thumbprint(ANCHOR_KEY));
export const BUNDLE: Bundle = await openBundle(LM1.bundle, { anchor: ANCHOR, now: LM1.bundle_read_at });
export const NOW = LM1.bundle_read_at + 3_600;

/** The code of the vector with this name. */
export function codeOf(name: string): string {
  const found = [...LM1.vectors, ...ON_BEHALF].find((vector) => vector.name === name);
  if (!found) throw new Error(`no vector ${name}`);
  return found.code;
}

/** What the checks note of which the vector says it. */
export function notesOf({ checks }: Pick<Verdict, "checks">, { notes = {} }: Pick<Vector, "notes">): object {
  return Object.fromEntries(checks.filter(({ name }) => name in notes).map(({ name, note }) => [name, note]));
}

/** The requirement of a vector. */
export function requiredOf({ required = {} }: Pick<Vector, "required">): Required {
  const permitted = Object.entries(required.permitted ?? {});
  return {
    audience: required.audience ?? LM1.audience,
    audienceHere: hereOf(required),
    challenge: required.challenge === undefined ? null : fromHex(required.challenge),
    nonceOk: required.nonce_ok ?? false,
    permitted: required.permitted ? new Map(permitted.map(([no, names]) => [Number(no), new Set(names)])) : null,
    needed: new Set(required.needed),
    iatPast: 90,
    iatFuture: 30,
    staleOk: required.stale_ok ?? false,
    place: placeOf(required),
  };
}

function hereOf({ audience_here: here }: NonNullable<Vector["required"]>): string | null {
  return here ?? null;
}

function placeOf({ place }: NonNullable<Vector["required"]>): number {
  return place ?? PLACES.offline;
}

const CURVE = { name: "ECDSA", namedCurve: "P-256" } as const;

/** The phone of most vectors. */
export async function vectorPhone(): Promise<CryptoKey> {
  return crypto.subtle.importKey("jwk", LM1.device_private, CURVE, false, ["sign"]);
}

/** A fresh key pair whose private half cannot be read. */
export async function freshKey(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
}

/** The payload of a JWS, unproven. */
export function payloadOf(token: string): JsonObject {
  return strictJson(base64url.decode(token.split(".")[1] ?? "")) as JsonObject;
}

export function bytesOf(...values: readonly number[]): Bytes {
  return Uint8Array.from(values);
}

export function randomBytes(size: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(size));
}

/** The reason of the CertsError that `action` ends in; any other end is a failure of the test. */
export async function reasonOf(action: () => unknown): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (error instanceof CertsError) return error.reason;
    throw error;
  }
  throw new Error("it was accepted");
}
