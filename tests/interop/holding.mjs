// What every wallet made of @openid4vc/openid4vci needs: keys, callbacks, and asking for copies with an access token.
import { randomBytes } from 'node:crypto'
import { Openid4vciClient, setGlobalConfig } from '@openid4vc/openid4vci'
import { sha256, signerOf } from './es256.mjs'

setGlobalConfig({ allowInsecureUrls: true }) // the issuer under test is on the loopback

const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
const kinds = { 'sha-256': sha256 }

export async function newKey() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign'])
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', pair.privateKey)
  return { public: { kty, crv, x, y }, private: { kty, crv, x, y, d } }
}

export const signerFor = (key) => ({ method: 'jwk', alg: 'ES256', publicJwk: key.public })

export function callbacksWith(held, clientAuthentication) {
  const signJwt = async (signer, { header, payload }) => {
    const own = held.find((one) => one.public.x === signer.publicJwk.x)
    const input = `${base64url(header)}.${base64url(payload)}`
    return { jwt: `${input}.${await (await signerOf(own.private))(input)}`, signerJwk: signer.publicJwk }
  }
  const hash = async (data, kind) => kinds[kind](data)
  return { fetch, hash, generateRandom: async (length) => randomBytes(length), clientAuthentication, signJwt }
}

export function walletWith(held, clientAuthentication) {
  return new Openid4vciClient({ callbacks: callbacksWith(held, clientAuthentication) })
}

// Asks again and again, more often than it was told to: the other side of the test is about to let it have them.
async function collected(client, asked) {
  for (let turn = 0; turn < 200; turn++) {
    const { deferredCredentialResponse: told } = await client.retrieveDeferredCredentials(asked)
    if (told.credentials) return told
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('deferred for ever')
}

// held[0] is the DPoP key; each of the others gets a copy.
export async function takeCopies(client, { issuerMetadata, configuration: credentialConfigurationId, token, held, say, clientId }) {
  const { c_nonce: nonce } = await client.requestNonce({ issuerMetadata })
  const proofs = []
  for (const key of held.slice(1)) {
    const given = { issuerMetadata, credentialConfigurationId, nonce, signer: signerFor(key), clientId }
    proofs.push((await client.createCredentialRequestJwtProof(given)).jwt)
  }
  const accessToken = token.accessTokenResponse.access_token
  const asked = { issuerMetadata, credentialConfigurationId, accessToken, dpop: token.dpop, proofs: { jwt: proofs } }
  const { credentialResponse: first } = await client.retrieveCredentials(asked)
  const { credentials, notification_id: notificationId } = first.credentials
    ? first
    : await collected(client, { issuerMetadata, accessToken, dpop: token.dpop, transactionId: first.transaction_id })
  if (notificationId) await client.sendNotification({ issuerMetadata, accessToken, dpop: token.dpop, notification: { notificationId, event: say } })
  return {
    version: issuerMetadata.originalDraftVersion,
    deferred: first.interval ?? null,
    token_type: token.accessTokenResponse.token_type,
    credentials: credentials.map((one) => one.credential),
    keys: held.slice(1).map((one) => one.private),
  }
}
