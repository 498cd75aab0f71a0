// {token, indexes} -> {bits, values, reference?}: a status list JWT read by @sd-jwt/jwt-status-list, its signature by jose.
import { getListFromStatusListJWT } from '@sd-jwt/jwt-status-list'
import { importJWK, jwtVerify } from 'jose'
import { answer } from './ask.mjs'

await answer(async ({ token, key, uri, now, indexes }) => {
  const options = { algorithms: ['ES256'], typ: 'statuslist+jwt', subject: uri, currentDate: new Date(now * 1000) }
  await jwtVerify(token, await importJWK(key, 'ES256'), options)
  const list = getListFromStatusListJWT(token)
  return { bits: list.getBitsPerStatus(), values: indexes.map((index) => list.getStatus(index)) }
})
