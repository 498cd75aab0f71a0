// {offer, tx_code, keys, bound} -> what @openid4vc/openid4vci, as a wallet, gets from a running issuer.
import { randomBytes } from 'node:crypto'
import { Openid4vciClient, setGlobalConfig } from '@openid4vc/openid4vci'
import { clientAuthenticationAnonymous } from '@openid4vc/oauth2'
import { answer } from './ask.mjs'
import { sha256, signerOf } from './es256.mjs'

setGlobalConfig({ allowInsecureUrls: true }) // the issuer under test is on the loopback

const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
const kinds = { 'sha-256': sha256 }

async function newKey() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign'])
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', pair.privateKey)
  return { public: { kty, crv, x, y }, private: { kty, crv, x, y, d } }
}

async function take({ offer, tx_code: txCode, keys: count, bound, say }) {
  const held = await Promise.all(Array.from({ length: count + 1 }, newKey))
  const signJwt = async (signer, { header, payload }) => {
    const own = held.find((one) => one.public.x === signer.publicJwk.x)
    const input = `${base64url(header)}.${base64url(payload)}`
    return { jwt: `${input}.${await (await signerOf(own.private))(input)}`, signerJwk: signer.publicJwk }
  }
  const signerFor = (key) => ({ method: 'jwk', alg: 'ES256', publicJwk: key.public })
  const callbacks = {
    fetch,
    hash: async (data, kind) => kinds[kind](data),
    generateRandom: async (length) => randomBytes(length),
    clientAuthentication: clientAuthenticationAnonymous(),
    signJwt,
  }
  const client = new Openid4vciClient({ callbacks })
  const credentialOffer = await client.resolveCredentialOffer(offer)
  const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer)
  const dpop = bound ? { signer: signerFor(held[0]) } : undefined
  const token = await client.retrievePreAuthorizedCodeAccessTokenFromOffer({ credentialOffer, issuerMetadata, txCode, dpop })
  const { c_nonce: nonce } = await client.requestNonce({ issuerMetadata })
  const [credentialConfigurationId] = credentialOffer.credential_configuration_ids
  const proofs = []
  for (const key of held.slice(1)) {
    const given = { issuerMetadata, credentialConfigurationId, nonce, signer: signerFor(key) }
    proofs.push((await client.createCredentialRequestJwtProof(given)).jwt)
  }
  const accessToken = token.accessTokenResponse.access_token
  const asked = { issuerMetadata, credentialConfigurationId, accessToken, dpop: token.dpop, proofs: { jwt: proofs } }
  const { credentialResponse } = await client.retrieveCredentials(asked)
  const { credentials, notification_id: notificationId } = credentialResponse
  await client.sendNotification({ issuerMetadata, accessToken, dpop: token.dpop, notification: { notificationId, event: say } })
  return {
    version: issuerMetadata.originalDraftVersion,
    token_type: token.accessTokenResponse.token_type,
    credentials: credentials.map((one) => one.credential),
    keys: held.slice(1).map((one) => one.private),
  }
}

await answer(take)
