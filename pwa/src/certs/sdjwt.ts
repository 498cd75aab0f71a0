/**
 * Presenting an SD-JWT VC (RFC 9901): which disclosures are shown, and the key binding that ties them to one verifier.
 *
 * 1. Top-level claims only, by their names; a disclosure that the payload does not name is refused. 2. What is asked for
 * and not there is refused, not left out. 3. The issuer's signature is not checked here: the copy came from the office.
 */
import * as base64url from "./base64url";
import { type Bytes, sha256, toUtf8 } from "./bytes";
import { MalformedError, malformed } from "./errors";
import { type Json, type JsonObject, strictJson } from "./json";
import * as jws from "./jws";
import { isObject } from "./members";

const KB_TYP = "kb+jwt";
const MAX_CHARS = 1 << 19;
const HASH = "sha-256";

/** By whom, for whom, and in answer to what. `iat`: Unix seconds. */
export interface Binding {
  readonly key: CryptoKey;
  readonly aud: string;
  readonly nonce: string;
  readonly iat: number;
}

/** The token with the disclosures of `names` only, and a KB-JWT. Throws MalformedError: unknown_field for what is not there. */
export async function present(token: string, names: readonly string[], { key, aud, nonce, iat }: Binding): Promise<string> {
  const shown = await select(token, names);
  return shown + (await jws.sign({ typ: KB_TYP }, { iat, aud, nonce, sd_hash: await digestOf(shown) }, key));
}

/** The token with the disclosures of `names` only, in their order; it ends in a tilde. */
export async function select(token: string, names: readonly string[]): Promise<string> {
  if (token.length > MAX_CHARS) throw new MalformedError("too_long", "SD-JWT is larger than its limit");
  const [head = "", ...rest] = token.split("~");
  if (rest.pop() !== "") malformed("a copy that was not presented ends in a tilde");
  const payload = strictJson(jws.parse(head).payload);
  if (!isObject(payload)) return malformed("SD-JWT payload is not an object");
  const named = await nameAll(rest, payload);
  const missing = names.filter((name) => !named.has(name) && !Object.hasOwn(payload, name));
  if (missing.length > 0) throw new MalformedError("unknown_field", missing.join());
  const wanted = new Set(names.map((name) => named.get(name)));
  return [head, ...rest.filter((text) => wanted.has(text)), ""].join("~");
}

/** Disclosures by the names of their claims. Rule 1. */
async function nameAll(texts: readonly string[], payload: JsonObject): Promise<Map<string, string>> {
  const digests = digestsOf(payload);
  const named = new Map<string, string>();
  for (const text of texts) {
    const name = nameIn(strictJson(base64url.decode(text)));
    if (name in payload || named.has(name)) malformed("a claim is disclosed twice");
    if (!digests.delete(await digestOf(text))) malformed("a disclosure that the payload does not name");
    named.set(name, text);
  }
  return named;
}

function digestsOf({ _sd: digests = [], _sd_alg: hash = HASH }: JsonObject): Set<Json> {
  if (!Array.isArray(digests) || hash !== HASH) return malformed("digests are not as expected");
  return new Set<Json>(digests as Json[]);
}

function nameIn(disclosure: Json): string {
  const parts = Array.isArray(disclosure) ? (disclosure as Json[]) : [];
  return parts.length === 3 && typeof parts[1] === "string" ? parts[1] : malformed("a disclosure is of one claim");
}

/** SHA-256 over ASCII text, base64url. */
export async function digestOf(text: string): Promise<string> {
  const digest: Bytes = await sha256(toUtf8(text));
  return base64url.encode(digest);
}
