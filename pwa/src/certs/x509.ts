/**
 * The key and the period of an X.509 certificate, read from its DER: no more of it is needed where its digest is known.
 *
 * 1. Lengths are definite, shortest, and end where their surroundings end. 2. Version 3; the key is an uncompressed
 * point of P-256 and nothing else. 3. Extensions are not read: a digest that is expected decides, not a chain.
 */
import { type Bytes, equal, fromHex, fromUtf8 } from "./bytes";
import { publicFromCoordinates } from "./curve";
import { malformed } from "./errors";
import type { PublicKey } from "./keys";

const SEQUENCE = 0x30;
const VERSION_3 = fromHex("a003020102");
/** SubjectPublicKeyInfo up to the point: id-ecPublicKey, prime256v1, a bit string, uncompressed. */
const P256 = fromHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
const UTC_TIME = 0x17;
const TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;

/** Unix seconds: valid from the first until the second, both included. */
export interface Leaf {
  readonly key: PublicKey;
  readonly from: number;
  readonly to: number;
}

/** Reads one certificate; throws MalformedError, KeyFormatError. */
export function readLeaf(der: Bytes): Leaf {
  const whole = new Reader(der);
  const certificate = new Reader(whole.take(SEQUENCE));
  whole.end();
  const signed = new Reader(certificate.take(SEQUENCE));
  certificate.take(SEQUENCE);
  certificate.take(0x03);
  certificate.end();
  if (!equal(signed.element(), VERSION_3)) malformed("an X.509 certificate of version 3");
  signed.take(0x02); // serial number
  signed.take(SEQUENCE); // algorithm
  signed.take(SEQUENCE); // issuer
  const period = new Reader(signed.take(SEQUENCE));
  signed.take(SEQUENCE); // subject
  const info = signed.element();
  if (info.length !== P256.length + 64 || !equal(info.slice(0, P256.length), P256)) malformed("a certificate of a P-256 key");
  const [from, to] = [timeOf(period), timeOf(period)];
  period.end();
  return { key: publicFromCoordinates(info.slice(P256.length, -32), info.slice(-32)), from, to };
}

function timeOf(period: Reader): number {
  const element = period.element();
  const text = fromUtf8(element.slice(2));
  const found = TIME.exec(element[0] === UTC_TIME ? `${text < "50" ? "20" : "19"}${text}` : text);
  if (!found) return malformed("a time of a certificate");
  const [year, month, day, ...clock] = found.slice(1).map(Number) as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, ...clock) / 1000;
}

class Reader {
  readonly #data: Bytes;
  #at = 0;

  constructor(data: Bytes) {
    this.#data = data;
  }

  /** The content of the next element, which has this tag. */
  take(tag: number): Bytes {
    if (this.#data[this.#at] !== tag) malformed(`DER: ${tag} belongs here`);
    const start = this.#at;
    const header = this.#skip();
    return this.#data.slice(start + header, this.#at);
  }

  /** The next element with its tag and length. */
  element(): Bytes {
    const start = this.#at;
    this.#skip();
    return this.#data.slice(start, this.#at);
  }

  end(): void {
    if (this.#at !== this.#data.length) malformed("DER: more after the end");
  }

  /** Moves behind the next element; the size of its header. */
  #skip(): number {
    const first = this.#data[this.#at + 1] ?? malformed("DER: cut off");
    const more = first < 0x80 ? 0 : first - 0x80;
    const length = more === 0 && first < 0x80 ? first : longLength(this.#data.slice(this.#at + 2, this.#at + 2 + more));
    this.#at += 2 + more + length;
    if (this.#at > this.#data.length) malformed("DER: cut off");
    return 2 + more;
  }
}

/** A length of one or two bytes, no longer than needed. */
function longLength(bytes: Bytes): number {
  const length = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const least = [Infinity, 0x80, 0x100][bytes.length] ?? Infinity;
  return length >= least ? length : malformed("DER: a length out of form");
}
