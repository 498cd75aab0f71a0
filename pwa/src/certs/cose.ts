/** COSE_Sign1 (RFC 9052) with ES256 on P-256: tag 18 required, strict CBOR, the algorithm pinned by the caller. */
import { type Bytes, concat, toUtf8 } from "./bytes";
import * as cbor from "./cbor";
import { MalformedError, malformed } from "./errors";
import * as keys from "./keys";

export const ESP256 = -9;
export const ES256 = -7;
const TAG = 0xd2;
const CONTEXT = concat(Uint8Array.of(0x84, 0x6a), toUtf8("Signature1"));

/** The parts of a COSE_Sign1 with its protected header still encoded. */
export interface Split {
  readonly header: Bytes;
  readonly unprotected: cbor.CborMap;
  readonly payload: Bytes;
  readonly signature: Bytes;
}

/** One parsed COSE_Sign1: decoded headers, payload, r || s, and the bytes that were signed. */
export interface Sign1 {
  readonly protected: cbor.CborMap;
  readonly unprotected: cbor.CborMap;
  readonly payload: Bytes;
  readonly signature: Bytes;
  readonly signed: Bytes;
}

/** Tagged COSE_Sign1 around an encoded protected header, with an empty unprotected one. */
export async function seal(header: Bytes, payload: Bytes, key: CryptoKey): Promise<Bytes> {
  const signature = await keys.sign(key, sigStructure(header, payload));
  const body = [cbor.byteString(header), Uint8Array.of(0xa0), cbor.byteString(payload), cbor.byteString(signature)];
  return concat(Uint8Array.of(TAG, 0x84), ...body);
}

/** Throws MalformedError: malformed, not_canonical, too_long. */
export function split(data: Bytes, maxBytes = cbor.MAX_BYTES): Split {
  if (data[0] !== TAG) malformed("not a tagged COSE_Sign1");
  const parts = cbor.decode(data.slice(1), { maxBytes });
  if (!cbor.isArray(parts) || parts.length !== 4) return malformed("COSE_Sign1 has four parts");
  const [header, unprotected, payload, signature] = parts;
  if (!cbor.isMap(unprotected)) return malformed("COSE_Sign1 part of the wrong kind");
  const body = { header: bytes(header), unprotected, payload: bytes(payload), signature: bytes(signature) };
  return body.signature.length === 64 ? body : malformed("signature is not 64 bytes");
}

function bytes(part: cbor.Cbor | undefined): Bytes {
  return part instanceof Uint8Array ? part : malformed("COSE_Sign1 part of the wrong kind");
}

export interface ParseOptions {
  readonly alg?: number;
  readonly external?: Bytes;
  readonly maxBytes?: number;
}

/** Structure only, signature unchecked; throws MalformedError: malformed, not_canonical, wrong_algorithm, too_long. */
export function parse(data: Bytes, { alg = ESP256, external, maxBytes = cbor.MAX_BYTES }: ParseOptions = {}): Sign1 {
  const { header, unprotected, payload, signature } = split(data, maxBytes);
  const head = cbor.decode(header);
  if (!cbor.isMap(head)) return malformed("protected header is not a map");
  if (head.get(1) !== alg || unprotected.has(1)) {
    throw new MalformedError("wrong_algorithm", "the algorithm belongs in the protected header and is pinned");
  }
  return { protected: head, unprotected, payload, signature, signed: sigStructure(header, payload, external) };
}

/** The bytes an ES256 COSE_Sign1 signature covers. */
export function sigStructure(header: Bytes, payload: Bytes, external: Bytes = new Uint8Array()): Bytes {
  return concat(CONTEXT, cbor.byteString(header), cbor.byteString(external), cbor.byteString(payload));
}
