/**
 * Encrypting to one P-256 key: compact JWE with ECDH-ES (RFC 7518, section 4.6) and A256GCM or A128GCM, by WebCrypto.
 *
 * 1. Each token has an ephemeral key of its own. 2. The content key is derived by the Concat KDF of one round, bound to
 * the algorithm of the content. 3. The protected header is authenticated as it is sent.
 */
import * as base64url from "./base64url";
import { type Bytes, concat, sha256, toUtf8 } from "./bytes";
import type { PublicKey } from "./keys";
import { jwkOf, publicOf } from "./keys";

const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;
const BITS = { A256GCM: 256, A128GCM: 128 } as const;
const TAG = 16;
export type Encoding = keyof typeof BITS;

/** The encodings that can be written, best first. */
export const ENCODINGS: readonly Encoding[] = ["A256GCM", "A128GCM"];

/** `inside` as a compact JWE to `key`, which its owner calls `kid`. */
export async function seal(inside: object, key: PublicKey, { kid, enc }: { readonly kid: string; readonly enc: Encoding }): Promise<string> {
  const ephemeral = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const theirs = await crypto.subtle.importKey("raw", key.point, CURVE, false, []);
  const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, ephemeral.privateKey, 256));
  const content = await crypto.subtle.importKey("raw", await concatKdf(shared, enc, BITS[enc]), "AES-GCM", false, ["encrypt"]);
  const header = { alg: "ECDH-ES", enc, kid, epk: jwkOf(await publicOf(ephemeral.publicKey)) };
  const head = base64url.encode(toUtf8(JSON.stringify(header)));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: "AES-GCM", iv, additionalData: toUtf8(head), tagLength: TAG * 8 };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(how, content, toUtf8(JSON.stringify(inside))));
  const parts = [iv, sealed.slice(0, -TAG), sealed.slice(-TAG)].map((part) => base64url.encode(part));
  return [head, "", ...parts].join(".");
}

/** One round of the Concat KDF (NIST SP 800-56A, 5.8.1); `apu`, `apv`: what the parties call themselves. */
export async function concatKdf(shared: Bytes, algorithm: string, bits: number, apu = "", apv = ""): Promise<Bytes> {
  const named = [algorithm, apu, apv].map((text) => concat(uint32(text.length), toUtf8(text)));
  const digest = await sha256(concat(uint32(1), shared, ...named, uint32(bits)));
  return digest.slice(0, bits / 8);
}

function uint32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
