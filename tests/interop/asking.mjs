// A wallet that asks by itself, made of @openid4vc/openid4vci: PAR, PKCE, DPoP, then the code its user came back with.
// {do: "begin", offer, client, back} -> {url, kept}: where its user's browser goes, and what the wallet keeps meanwhile.
// {do: "end", kept, came_back, keys, say} -> what it got.
import { clientAuthenticationNone } from '@openid4vc/oauth2'
import { answer } from './ask.mjs'
import { newKey, signerFor, takeCopies, walletWith } from './holding.mjs'

async function begin({ offer, client: clientId, back: redirectUri }) {
  const held = [await newKey()]
  const client = walletWith(held, clientAuthenticationNone({ clientId }))
  const credentialOffer = await client.resolveCredentialOffer(offer)
  const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer)
  const [configuration] = credentialOffer.credential_configuration_ids
  const begun = await client.initiateAuthorization({
    credentialOffer, issuerMetadata, clientId, redirectUri, dpop: { signer: signerFor(held[0]) },
    scope: issuerMetadata.credentialIssuer.credential_configurations_supported[configuration].scope,
    additionalRequestPayload: { state: 'kept by the wallet' },
  })
  const kept = { offer, clientId, redirectUri, verifier: begun.pkce.codeVerifier, key: held[0] }
  return { url: begun.authorizationRequestUrl, kept }
}

async function end({ kept, came_back: cameBack, keys: count, say }) {
  const held = [kept.key, ...(await Promise.all(Array.from({ length: count }, newKey)))]
  const client = walletWith(held, clientAuthenticationNone({ clientId: kept.clientId }))
  const told = Object.fromEntries(new URL(cameBack).searchParams)
  const credentialOffer = await client.resolveCredentialOffer(kept.offer)
  const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer)
  if (told.error) throw new Error(told.error)
  if (told.iss !== issuerMetadata.authorizationServers[0].issuer) throw new Error('another server answered')
  const token = await client.retrieveAuthorizationCodeAccessTokenFromOffer({
    credentialOffer, issuerMetadata, authorizationCode: told.code, pkceCodeVerifier: kept.verifier,
    redirectUri: kept.redirectUri, dpop: { signer: signerFor(held[0]) },
  })
  const [configuration] = credentialOffer.credential_configuration_ids
  return takeCopies(client, { issuerMetadata, configuration, token, held, say, clientId: kept.clientId })
}

await answer((question) => (question.do === 'begin' ? begin(question) : end(question)))
