// ES256 by WebCrypto in the shape @sd-jwt asks for: signers and verifiers over base64url.
import { createHash, randomBytes } from 'node:crypto'

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' }
const ES256 = { name: 'ECDSA', hash: 'SHA-256' }
const bytes = (text) => new TextEncoder().encode(text)

export async function verifierOf(jwk) {
  const key = await crypto.subtle.importKey('jwk', jwk, CURVE, false, ['verify'])
  return (data, signature) => crypto.subtle.verify(ES256, key, Buffer.from(signature, 'base64url'), bytes(data))
}

export async function signerOf(jwk) {
  const key = await crypto.subtle.importKey('jwk', jwk, CURVE, false, ['sign'])
  return async (data) => Buffer.from(await crypto.subtle.sign(ES256, key, bytes(data))).toString('base64url')
}

export const sha256 = (data) => new Uint8Array(createHash('sha256').update(typeof data === 'string' ? data : Buffer.from(data)).digest())
export const salt = (length) => randomBytes(length).toString('hex')
export const holderVerifier = async (data, signature, payload) => (await verifierOf(payload.cnf.jwk))(data, signature)
