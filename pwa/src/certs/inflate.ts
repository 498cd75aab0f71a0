/** Inflating zlib data that wants to become large: it is fed in small pieces, and stopped at its limit. */
import { type Bytes, concat } from "./bytes";
import { CertsError, MalformedError, malformed } from "./errors";

const PIECE = 1024; // inflates to a megabyte at most, so no piece can do harm before it is counted

/** The inflated bytes; throws MalformedError: malformed, or too_long beyond `most` bytes. */
export async function inflate(data: Bytes, most: number): Promise<Bytes> {
  const reader = pieces(data).pipeThrough(new DecompressionStream("deflate")).getReader();
  const found: Uint8Array[] = [];
  let size = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.length;
      if (size > most) throw new MalformedError("too_long", "it inflates beyond its limit");
      found.push(next.value);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    if (error instanceof CertsError) throw error;
    malformed("it does not inflate, is cut short, or has more after its end");
  }
  return concat(...found);
}

function pieces(data: Bytes): ReadableStream<Bytes> {
  let at = 0;
  return new ReadableStream<Bytes>({
    pull(controller) {
      if (at >= data.length) {
        controller.close();
        return;
      }
      controller.enqueue(data.slice(at, at + PIECE));
      at += PIECE;
    },
  });
}
