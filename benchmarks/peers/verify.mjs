// Reads {token, issuer, nonce, now, rounds, certificate, private} from stdin; prints median microseconds of one verification
// by each peer, and of one raw ES256 verification by the same WebCrypto, as JSON.
import { createHash, randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { DeviceResponse, Document, MDoc, Verifier } from '@auth0/mdl'
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc'

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' }
const ES256 = { name: 'ECDSA', hash: 'SHA-256' }
const SPACE = 'org.iso.18013.5.1'
const asked = JSON.parse(await text(process.stdin))

async function microseconds(work) {
  const took = []
  for (let turn = 0; turn < asked.rounds; turn++) {
    const began = process.hrtime.bigint()
    await work()
    took.push(Number(process.hrtime.bigint() - began) / 1000)
  }
  return took.sort((one, other) => one - other)[took.length >> 1]
}

const imported = (jwk, use) => crypto.subtle.importKey('jwk', jwk, CURVE, true, [use])
const bytes = (value) => new TextEncoder().encode(value)
async function checks(jwk, data, signature) {
  return crypto.subtle.verify(ES256, await imported(jwk, 'verify'), Buffer.from(signature, 'base64url'), bytes(data))
}

function sdjwt() {
  const hasher = (data) => new Uint8Array(createHash('sha256').update(typeof data === 'string' ? data : Buffer.from(data)).digest())
  const peer = new SDJwtVcInstance({
    hasher, hashAlg: 'sha-256', saltGenerator: (length) => randomBytes(length).toString('hex'),
    verifier: (data, signature) => checks(asked.issuer, data, signature),
    kbVerifier: (data, signature, payload) => checks(payload.cnf.jwk, data, signature),
  })
  return () => peer.verify(asked.token, { currentDate: asked.now, keyBindingNonce: asked.nonce })
}

async function mdoc() {
  const pair = await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify'])
  const [open, secret] = await Promise.all([pair.publicKey, pair.privateKey].map((key) => crypto.subtle.exportKey('jwk', key)))
  const document = await new Document('org.iso.18013.5.1.mDL')
    .addIssuerNameSpace(SPACE, { family_name: 'Ouyang', given_name: 'Zhenhua', birth_date: '1990-03-07', age_over_18: true })
    .useDigestAlgorithm('SHA-256').addValidityInfo({ signed: new Date() }).addDeviceKeyInfo({ deviceKey: open })
    .sign({ issuerPrivateKey: asked.private, issuerCertificate: asked.certificate, alg: 'ES256' })
  const fields = [{ path: [`$['${SPACE}']['family_name']`], intent_to_retain: false }]
  const wanted = { id: 'org.iso.18013.5.1.mDL', format: { mso_mdoc: { alg: ['ES256'] } }, constraints: { limit_disclosure: 'required', fields } }
  const session = ['wallet nonce', 'verifier', 'https://verifier.example', asked.nonce]
  const response = await DeviceResponse.from(new MDoc([document]).encode())
    .usingPresentationDefinition({ id: 'name', input_descriptors: [wanted] })
    .usingSessionTranscriptForOID4VP(...session)
    .authenticateWithSignature(secret, 'ES256').sign()
  const verifier = new Verifier([asked.certificate])
  const transcript = DeviceResponse.from(response).usingSessionTranscriptForOID4VP(...session).sessionTranscriptBytes
  const encoded = response.encode()
  return () => verifier.verify(encoded, { encodedSessionTranscript: transcript })
}

async function raw() {
  const pair = await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify'])
  const data = randomBytes(300)
  const signature = await crypto.subtle.sign(ES256, pair.privateKey, data)
  return () => crypto.subtle.verify(ES256, pair.publicKey, signature, data)
}

const found = { raw: await microseconds(await raw()), sdjwt: await microseconds(sdjwt()), mdoc: await microseconds(await mdoc()) }
process.stdout.write(JSON.stringify(found))
