// {link, credentials: [{token, key}], show, encrypt_with} -> what @openid4vc/openid4vp, as a wallet, gets for presenting.
import { X509Certificate, createHash, randomBytes } from 'node:crypto'
import { setGlobalConfig } from '@openid4vc/openid4vci'
import { Openid4vpClient } from '@openid4vc/openid4vp'
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc'
import { CompactEncrypt, compactVerify, importJWK } from 'jose'
import { answer } from './ask.mjs'
import { salt, sha256, signerOf } from './es256.mjs'

setGlobalConfig({ allowInsecureUrls: true }) // the verifier under test is on the loopback

const leafOf = (x5c) => new X509Certificate(Buffer.from(x5c[0], 'base64'))

// The request's signature is by the leaf, and the leaf by the authority that this wallet pinned.
async function verifyJwt(pinned, signer, { compact }) {
  const leaf = leafOf(signer.x5c)
  if (!leaf.verify(new X509Certificate(pinned).publicKey)) throw new Error('the certificate is not by the pinned authority')
  await compactVerify(compact, leaf.publicKey)
  return { verified: true, signerJwk: leaf.publicKey.export({ format: 'jwk' }) }
}

async function encryptJwe(encryptor, data) {
  const { publicJwk, alg, enc, apu, apv } = encryptor
  const header = { alg, enc, kid: publicJwk.kid }
  const jwe = new CompactEncrypt(new TextEncoder().encode(data)).setProtectedHeader(header)
  jwe.setKeyManagementParameters({ apv: Buffer.from(apv, 'base64url'), ...(apu ? { apu: Buffer.from(apu, 'base64url') } : {}) })
  return { encryptionJwk: publicJwk, jwe: await jwe.encrypt(await importJWK(publicJwk, alg)) }
}

async function shown({ token, key }, show, { client_id: aud, nonce }) {
  const kbSigner = await signerOf(key)
  const peer = new SDJwtVcInstance({ hasher: sha256, hashAlg: 'sha-256', saltGenerator: salt, kbSigner, kbSignAlg: 'ES256' })
  const frame = Object.fromEntries(show.map((name) => [name, true]))
  return peer.present(token, frame, { kb: { payload: { iat: Math.floor(Date.now() / 1000), aud, nonce } } })
}

async function present({ link, pinned, credentials, show }) {
  const callbacks = {
    fetch,
    hash: async (data) => new Uint8Array(createHash('sha256').update(data).digest()),
    generateRandom: async (length) => randomBytes(length),
    verifyJwt: (signer, jwt) => verifyJwt(pinned, signer, jwt),
    getX509CertificateMetadata: (certificate) => {
      const names = (new X509Certificate(Buffer.from(certificate, 'base64')).subjectAltName ?? '').split(', ')
      return { sanDnsNames: names.filter((one) => one.startsWith('DNS:')).map((one) => one.slice(4)), sanUriNames: [] }
    },
    encryptJwe,
  }
  const client = new Openid4vpClient({ callbacks })
  const { params } = client.parseOpenid4vpAuthorizationRequest({ authorizationRequest: link })
  const resolved = await client.resolveOpenId4vpAuthorizationRequest({ authorizationRequestPayload: params })
  const request = resolved.authorizationRequestPayload
  const vpToken = {}
  for (const [id, held] of Object.entries(credentials)) vpToken[id] = [await shown(held, show[id], request)]
  const supported = { authorization_encryption_alg_values_supported: ['ECDH-ES'], authorization_encryption_enc_values_supported: ['A256GCM', 'A128GCM'] }
  const encrypted = request.response_mode === 'direct_post.jwt' ? { jarm: { encryption: { nonce: salt(8) }, serverMetadata: supported } } : {}
  const made = await client.createOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: request,
    authorizationResponsePayload: { vp_token: vpToken },
    ...encrypted,
  })
  const sent = await client.submitOpenid4vpAuthorizationResponse({ authorizationRequestPayload: request, ...made })
  return {
    version: resolved.version, prefix: resolved.client.prefix, mode: sent.responseMode, status: sent.response.status,
    answer: await sent.response.json(), presented: vpToken, request,
  }
}

await answer(present)
