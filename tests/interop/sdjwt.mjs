// {do: "verify", token, issuer, nonce, now, status_list?, status_key?} -> {payload, kb}
// {do: "issue", issuer, holder, claims, hide, nonce, aud, now} -> a token presented with key binding
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc'
import { answer } from './ask.mjs'
import { holderVerifier, salt, sha256, signerOf, verifierOf } from './es256.mjs'

const hashing = { hasher: sha256, hashAlg: 'sha-256', saltGenerator: salt }

async function verify({ token, issuer, nonce, now, status_list: statusList, status_key: statusKey }) {
  const verifier = await verifierOf(issuer)
  const statusListFetcher = async () => statusList
  const statusVerifier = await verifierOf(statusKey ?? issuer)
  const peer = new SDJwtVcInstance({ ...hashing, verifier, kbVerifier: holderVerifier, statusListFetcher, statusVerifier })
  const result = await peer.verify(token, { currentDate: now, keyBindingNonce: nonce })
  return { payload: result.payload, kb: result.kb?.payload }
}

async function issue({ issuer, holder, claims, hide, show, nonce, aud, now }) {
  const [signer, kbSigner] = [await signerOf(issuer), await signerOf(holder)]
  const peer = new SDJwtVcInstance({ ...hashing, signer, signAlg: 'ES256', kbSigner, kbSignAlg: 'ES256' })
  const token = await peer.issue(claims, hide)
  return peer.present(token, show, { kb: { payload: { iat: now, aud, nonce } } })
}

await answer((question) => (question.do === 'issue' ? issue(question) : verify(question)))
