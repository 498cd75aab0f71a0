// {offer, tx_code, provider: {issuer, key}, client, name} -> what a wallet gets that sends the attestation of its provider,
// both made by @openid4vc/oauth2: by an offer's pre-authorised code, with DPoP.
import { clientAuthenticationClientAttestationJwt, createClientAttestationJwt } from '@openid4vc/oauth2'
import { answer } from './ask.mjs'
import { callbacksWith, newKey, signerFor, takeCopies, walletWith } from './holding.mjs'

async function take({ offer, tx_code: txCode, provider, client: clientId, name }) {
  const { d, ...jwk } = provider.key
  const [instance, dpop, copy] = await Promise.all([newKey(), newKey(), newKey()])
  const attester = { public: jwk, private: { ...jwk, d } }
  const callbacks = callbacksWith([attester, instance], undefined)
  const clientAttestationJwt = await createClientAttestationJwt({
    clientId, issuer: provider.issuer, callbacks, signer: signerFor(attester), confirmation: { jwk: instance.public },
    issuedAt: new Date(), expiresAt: new Date(Date.now() + 600_000), additionalPayload: { wallet_name: name },
  })
  const wallet = walletWith([dpop, copy], clientAuthenticationClientAttestationJwt({ callbacks, clientAttestationJwt }))
  const credentialOffer = await wallet.resolveCredentialOffer(offer)
  const issuerMetadata = await wallet.resolveIssuerMetadata(credentialOffer.credential_issuer)
  const given = { credentialOffer, issuerMetadata, txCode, dpop: { signer: signerFor(dpop) } }
  const token = await wallet.retrievePreAuthorizedCodeAccessTokenFromOffer(given)
  const [configuration] = credentialOffer.credential_configuration_ids
  return takeCopies(wallet, { issuerMetadata, configuration, token, held: [dpop, copy], say: 'credential_accepted', clientId })
}

await answer(take)
