/**
 * Strict JSON, and reading its members by kind, so that signed documents are checked once, at the door.
 *
 * Refused: duplicate keys, NaN and infinity, lone surrogates, NUL, integers beyond 64 bits, more than 33 levels, anything
 * after the end. An integer beyond 53 bits is read as a bigint, a number with a fraction or an exponent as a Fraction.
 */
import { fromUtf8 } from "./bytes";
import { malformed } from "./errors";

export class Fraction {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

export type Json = null | boolean | number | bigint | string | Fraction | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

const MAX_LEVEL = 33;
const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const WORD = /true|false|null/y;
const WORDS = new Map<string | undefined, boolean | null>([["true", true], ["false", false], ["null", null]]);

/** JSON text, or its UTF-8 bytes, to a value; throws MalformedError. Objects have no prototype. */
export function strictJson(data: Uint8Array | string): Json {
  return new Parser(typeof data === "string" ? data : fromUtf8(data)).whole();
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): Json {
    const value = this.#value(1);
    this.#match(SPACE);
    return this.#at === this.#text.length ? value : malformed("not strict JSON: more after the end");
  }

  #value(level: number): Json {
    if (level > MAX_LEVEL) malformed("JSON is nested too deep");
    this.#match(SPACE);
    const first = this.#text[this.#at];
    if (first === "{") return this.#object(level);
    if (first === "[") return this.#array(level);
    if (first === '"') return this.#string();
    const word = WORDS.get(this.#match(WORD)?.[0]);
    return word === undefined ? this.#number() : word;
  }

  #object(level: number): JsonObject {
    const members = Object.create(null) as Record<string, Json>;
    this.#at++;
    if (this.#follows("}")) return members;
    do {
      this.#match(SPACE);
      const name = this.#string();
      if (name in members) malformed("not strict JSON: duplicate key");
      if (level === MAX_LEVEL) malformed("JSON is nested too deep");
      this.#expect(":");
      members[name] = this.#value(level + 1);
    } while (this.#follows(","));
    this.#expect("}");
    return members;
  }

  #array(level: number): Json[] {
    const items: Json[] = [];
    this.#at++;
    if (this.#follows("]")) return items;
    do items.push(this.#value(level + 1));
    while (this.#follows(","));
    this.#expect("]");
    return items;
  }

  #string(): string {
    if (this.#text[this.#at] !== '"') malformed("not strict JSON: a string belongs here");
    let end = this.#at;
    do end = this.#text.indexOf('"', end + 1);
    while (end > 0 && this.#escaped(end));
    if (end < 0) malformed("not strict JSON: a string without end");
    const value = parsed(this.#text.slice(this.#at, end + 1));
    if (value.includes("\0") || /\p{Surrogate}/u.test(value)) malformed("NUL or lone surrogate in JSON text");
    this.#at = end + 1;
    return value;
  }

  #escaped(at: number): boolean {
    let slashes = 0;
    while (this.#text[at - 1 - slashes] === "\\") slashes++;
    return slashes % 2 === 1;
  }

  #number(): Json {
    const found = this.#match(NUMBER);
    if (!found) return malformed("not strict JSON");
    if (found[1] !== undefined || found[2] !== undefined) return fraction(Number(found[0]));
    if (found[0].length > 20) malformed("integer beyond 64 bits");
    const value = BigInt(found[0]);
    if (value !== BigInt.asIntN(64, value)) malformed("integer beyond 64 bits");
    const small = Number(value);
    return Number.isSafeInteger(small) ? small : value;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }

  #follows(sign: string): boolean {
    this.#match(SPACE);
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#follows(sign)) malformed(`not strict JSON: ${sign} belongs here`);
  }
}

function parsed(literal: string): string {
  try {
    return JSON.parse(literal) as string; // which refuses control characters and unknown escapes
  } catch {
    return malformed("not strict JSON: a string out of form");
  }
}

function fraction(value: number): Fraction {
  return Number.isFinite(value) ? new Fraction(value) : malformed("number beyond range");
}
