/** Writing LM1 codes on a phone: the device's key signs for whom, when and in answer to what it shows. See `lm1.ts`. */
import * as base45 from "./base45";
import * as base64url from "./base64url";
import { type Bytes, concat } from "./bytes";
import * as cbor from "./cbor";
import * as cose from "./cose";
import { malformed } from "./errors";
import { type PackEntry } from "./lm1";
import { HANDLE, MAX_ENTRIES, PACK_END, PACK_START, PREFIX, VIEW_END, VIEW_START } from "./marks";

/** For whom and when a code is made. `iat`: Unix seconds by the corrected clock; `cnonce`: 8 bytes. */
export interface Proof {
  /** The phone's private key; it may be non-extractable. */
  readonly key: CryptoKey;
  readonly iat: number;
  readonly aud?: string;
  readonly cnonce?: Bytes | null;
}

/** The text of a fresh view code. `view`: what the issuer signed, as bytes or base64url (as the wallet gives it). */
export async function viewCode({ view, ...proof }: Proof & { readonly view: Bytes | string }): Promise<string> {
  const signed = typeof view === "string" ? base64url.decode(view) : view;
  return code(concat(Uint8Array.from(VIEW_START), signed, Uint8Array.from(VIEW_END)), claims(proof), proof.key);
}

/** The text of a fresh pack code. `handle`: the phone's own, 8 bytes or base64url; `entries`: what it shows. */
export async function packCode({
  handle,
  entries,
  ...proof
}: Proof & { readonly handle: Bytes | string; readonly entries: readonly PackEntry[] }): Promise<string> {
  const device = typeof handle === "string" ? base64url.decode(handle) : handle;
  if (device.length !== 8) malformed("a device handle is 8 bytes");
  if (entries.length < 1 || entries.length > MAX_ENTRIES) malformed(`a pack names 1 to ${MAX_ENTRIES} certificates`);
  const named = entries.map(({ handle: certificate, view }) => {
    if (!HANDLE.test(certificate) || !isNatural(view)) malformed("a pack entry is a handle and a view number");
    return [certificate, view];
  });
  const header = concat(Uint8Array.from(PACK_START), device, Uint8Array.from(PACK_END));
  return code(header, new Map([...claims(proof), [-65538, named]]), proof.key);
}

async function code(header: Bytes, payload: cbor.CborMap, key: CryptoKey): Promise<string> {
  return PREFIX + base45.encode(await cose.seal(header, cbor.encode(payload), key));
}

function claims({ iat, aud = "*", cnonce = null }: Omit<Proof, "key">): Map<number, cbor.Cbor> {
  if (!isNatural(iat)) malformed("the time is whole seconds");
  if (cnonce && cnonce.length !== 8) malformed("a nonce is 8 bytes");
  const proof = new Map<number, cbor.Cbor>([[3, aud], [6, iat]]);
  return cnonce ? proof.set(39, cnonce) : proof;
}

function isNatural(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
