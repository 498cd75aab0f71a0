// Reads one JSON question from stdin, prints one JSON answer: {ok: ...} or {error: text}.
import { text } from 'node:stream/consumers'

export async function answer(work) {
  const question = JSON.parse(await text(process.stdin))
  const result = await work(question).then(
    (ok) => ({ ok }),
    (error) => ({ error: String(error?.message ?? error) }),
  )
  process.stdout.write(JSON.stringify(result))
}
