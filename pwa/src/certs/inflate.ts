/** Inflating zlib data that wants to become large: it is fed in small pieces, and stopped at its limit. */
import { type Bytes, concat } from "./bytes";
import { CertsError, MalformedError, malformed } from "./errors";

const PIECE = 1024; // inflates to a megabyte at most, so no piece can do harm before it is counted

const WHOLE = Uint8Array.of(0x78, 0x9c, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01); // nothing at all, compressed
let ignoresMore: Promise<boolean> | null = null;

/** The inflated bytes, of data that ends where its compression does; throws MalformedError: malformed, or too_long beyond
 * `most` bytes. */
export async function inflate(data: Bytes, most: number): Promise<Bytes> {
  const found = await inflated(data, most);
  ignoresMore ??= succeeds(concat(WHOLE, Uint8Array.of(0)), 0);
  if ((await ignoresMore) && (await succeeds(data.slice(0, -1), most))) malformed("it has more after its end");
  return found;
}

/** Some engines (Node 20) let pass what stands after the end: whole without its last byte, it had more. */
function succeeds(data: Bytes, most: number): Promise<boolean> {
  return inflated(data, most).then(() => true, () => false);
}

async function inflated(data: Bytes, most: number): Promise<Bytes> {
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
