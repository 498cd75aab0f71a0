/** Uncompressed points of P-256, checked in a few lines: for pages that need no compressed ones (`points.ts`). */
import { type Bytes, concat, toHex } from "./bytes";
import { KeyFormatError } from "./errors";
import type { PublicKey } from "./keys";

const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/** The key with these coordinates, 32 bytes each; throws KeyFormatError when they are none or not on the curve. */
export function publicFromCoordinates(x: Bytes, y: Bytes): PublicKey {
  if (x.length !== 32 || y.length !== 32) throw new KeyFormatError("a coordinate is 32 bytes");
  const [a, b] = [x, y].map((bytes) => BigInt(`0x${toHex(bytes)}`)) as [bigint, bigint];
  if (a >= P || b >= P || (b * b - (a * a * a - 3n * a + B)) % P !== 0n) throw new KeyFormatError("the point is not on the curve");
  return { point: concat(Uint8Array.of(4), x, y) };
}
