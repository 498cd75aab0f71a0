// {token, key?, typ, aud?, now} -> {header, payload}; without `key` the one in the header is used, as a device proof asks.
import { EmbeddedJWK, importJWK, jwtVerify } from 'jose'
import { answer } from './ask.mjs'

await answer(async ({ token, key, typ, aud, now }) => {
  const options = { algorithms: ['ES256'], typ, audience: aud, currentDate: new Date(now * 1000) }
  const result = await jwtVerify(token, key ? await importJWK(key, 'ES256') : EmbeddedJWK, options)
  return { header: result.protectedHeader, payload: result.payload }
})
