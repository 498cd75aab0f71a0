// {offer, tx_code, keys, bound, say} -> what @openid4vc/openid4vci, as a wallet, gets by an offer's pre-authorised code.
import { clientAuthenticationAnonymous } from '@openid4vc/oauth2'
import { answer } from './ask.mjs'
import { newKey, signerFor, takeCopies, walletWith } from './holding.mjs'

async function take({ offer, tx_code: txCode, keys: count, bound, say }) {
  const held = await Promise.all(Array.from({ length: count + 1 }, newKey))
  const client = walletWith(held, clientAuthenticationAnonymous())
  const credentialOffer = await client.resolveCredentialOffer(offer)
  const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer)
  const dpop = bound ? { signer: signerFor(held[0]) } : undefined
  const token = await client.retrievePreAuthorizedCodeAccessTokenFromOffer({ credentialOffer, issuerMetadata, txCode, dpop })
  const [configuration] = credentialOffer.credential_configuration_ids
  return takeCopies(client, { issuerMetadata, configuration, token, held, say })
}

await answer(take)
