/** P-256 keys and raw ES256 signatures (r || s, 64 bytes). No other curve or algorithm exists here. */
import * as base64url from "./base64url";
import { type Bytes, sha256, toUtf8 } from "./bytes";

/** A public key: its uncompressed point, 65 bytes, known to be on the curve. */
export interface PublicKey {
  readonly point: Bytes;
}

export interface PublicJwk {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
}

const CURVE = { name: "ECDSA", namedCurve: "P-256" } as const;
const ES256 = { name: "ECDSA", hash: "SHA-256" } as const;
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const imported = new WeakMap<PublicKey, Promise<CryptoKey>>();

/** ES256 over `data`: 64 bytes r || s. */
export async function sign(key: CryptoKey, data: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign(ES256, key, data));
}

/** Whether `signature` (64 bytes r || s) is ES256 over `data`. */
export async function verify(key: PublicKey, signature: Bytes, data: Bytes): Promise<boolean> {
  if (signature.length !== 64 || !inRange(signature.slice(0, 32)) || !inRange(signature.slice(32))) return false;
  return crypto.subtle.verify(ES256, await cryptoKeyOf(key), signature, data);
}

/** The public JWK: kty, crv, x, y. */
export function jwkOf(key: PublicKey): PublicJwk {
  const x = base64url.encode(key.point.slice(1, 33));
  return { kty: "EC", crv: "P-256", x, y: base64url.encode(key.point.slice(33)) };
}

/** The public key of a CryptoKey, such as a phone's own. */
export async function publicOf(key: CryptoKey): Promise<PublicKey> {
  return { point: new Uint8Array(await crypto.subtle.exportKey("raw", key)) };
}

/** RFC 7638 thumbprint, SHA-256, 32 bytes. */
export async function thumbprint(key: PublicKey): Promise<Bytes> {
  const { x, y } = jwkOf(key);
  return sha256(toUtf8(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`));
}

function cryptoKeyOf(key: PublicKey): Promise<CryptoKey> {
  const known = imported.get(key) ?? crypto.subtle.importKey("raw", key.point, CURVE, true, ["verify"]);
  imported.set(key, known);
  return known;
}

function inRange(number: Bytes): boolean {
  const value = number.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return value > 0n && value < ORDER;
}
