/**
 * Compact JWS with ES256 only, strict in base64url and in JSON.
 *
 * 1. Three parts, each base64url in its one spelling. 2. Header and payload are strict JSON.
 * 3. `alg` is ES256 and nothing else; `crit` is refused; `jku`, `x5u`, `jwk`, `kid` never choose the key here.
 * 4. `typ` is what the caller expects. 5. The signature is checked with the key the caller chose.
 */
import * as base64url from "./base64url";
import { type Bytes, longerThan, toUtf8 } from "./bytes";
import { MalformedError, malformed } from "./errors";
import { type Json, type JsonObject, strictJson } from "./json";
import * as keys from "./keys";
import { isObject } from "./members";

export const MAX_CHARS = 1 << 20;

export interface Jws {
  readonly header: JsonObject;
  readonly payload: Bytes;
  readonly signingInput: Bytes;
  readonly signature: Bytes;
}

/** A compact JWS; `alg` is set here, `header` gives the rest. */
export async function sign(header: object, payload: object, key: CryptoKey): Promise<string> {
  const parts = [{ alg: "ES256", ...header }, payload].map((part) => base64url.encode(toUtf8(JSON.stringify(part))));
  const signingInput = parts.join(".");
  return `${signingInput}.${base64url.encode(await keys.sign(key, toUtf8(signingInput)))}`;
}

/** The parts of a token, the signature unchecked; throws MalformedError. */
export function parse(token: string, maxChars = MAX_CHARS): Jws {
  if (longerThan(token, maxChars)) throw new MalformedError("too_long", "token is larger than its limit");
  const parts = token.split(".", 4);
  if (parts.length !== 3) malformed("a compact JWS has three parts");
  const [head = "", body = "", tail = ""] = parts;
  const header = headerOf(strictJson(base64url.decode(head)));
  const payload = base64url.decode(body);
  return { header, payload, signingInput: toUtf8(`${head}.${body}`), signature: base64url.decode(tail) };
}

function headerOf(header: Json): JsonObject {
  if (!isObject(header)) return malformed("JWS header is not an object");
  if (header["alg"] !== "ES256") throw new MalformedError("wrong_algorithm", "only ES256 is accepted");
  if ("crit" in header || "b64" in header) malformed("critical JWS extensions are not understood");
  return header;
}

/** The payload object of a token signed by `key`; throws MalformedError. Its times are the caller's to check. */
export async function verify(
  token: string,
  key: keys.PublicKey,
  { typ, maxChars = MAX_CHARS }: { readonly typ: string; readonly maxChars?: number },
): Promise<JsonObject> {
  const parsed = parse(token, maxChars);
  await verifySignature(parsed, key, typ);
  const claims = strictJson(parsed.payload);
  return isObject(claims) ? claims : malformed("JWS payload is not an object");
}

/** Whether a parsed token is of this typ and signed by `key`; throws MalformedError when not. */
export async function verifySignature(token: Jws, key: keys.PublicKey, typ: string): Promise<void> {
  if (token.header["typ"] !== typ) malformed(`typ is not ${typ}`);
  if (!(await keys.verify(key, token.signature, token.signingInput))) {
    throw new MalformedError("signature_invalid", "JWS signature does not verify");
  }
}
