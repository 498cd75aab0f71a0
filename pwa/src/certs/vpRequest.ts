/**
 * Reading a signed request of OpenID4VP 1.0 as our own pages answer it. Whatever is not understood is refused whole.
 *
 * 1. `typ` and ES256; one certificate in `x5c`, in its period, whose digest is the `client_id` of object and link, and
 * whose key signed. 2. It answers our nonce, is not over, and its answer goes to the very address it came from. 3. It asks
 * for `dc+sd-jwt` with claims of one name each, without values or claim sets; sets name one certificate each. 4. An
 * answer that is to be encrypted names one P-256 key and an encoding that is written here. 5. Who asks and what for is
 * what the office says of its registration. Rules 1 and 2 give `untrusted`, 3 and 4 `unsupported`, a time `over`.
 */
import * as base64url from "./base64url";
import { type Bytes, sha256 } from "./bytes";
import { publicFromCoordinates } from "./curve";
import { CertsError } from "./errors";
import { type Json, type JsonObject, strictJson } from "./json";
import { ENCODINGS, type Encoding } from "./jwe";
import * as jws from "./jws";
import type { PublicKey } from "./keys";
import { type Bilingual, bilingual, integer, isObject, list, member, object, text } from "./members";
import { readLeaf } from "./x509";

const TYP = "oauth-authz-req+jwt";
const AUDIENCE = "https://self-issued.me/v2";
const FORMAT = "dc+sd-jwt";
const REGISTRATION = "liangma-registration";
const PATH = /^\/openid\/presentations\/[A-Za-z0-9_-]{1,60}\/request$/;
const MAX_CHARS = 65_536;
const LEEWAY = 60;
const MOST_LIFE = 3600;

/** What is wrong with a request; `detail` for a log. */
export class RequestRefused extends Error {
  override readonly name = "RequestRefused";
  readonly why: "untrusted" | "unsupported" | "over";

  constructor(why: RequestRefused["why"], detail: string) {
    super(detail);
    this.why = why;
  }
}

/** One certificate that is asked for: of these types, with these fields. */
export interface AskedCertificate {
  readonly id: string;
  readonly vcts: readonly string[];
  readonly fields: readonly string[];
  readonly optional: boolean;
}

export interface WhoAsks {
  readonly id: string;
  readonly kind: string;
  readonly name: Bilingual;
  readonly hall: string | null;
  readonly purpose: Bilingual & { readonly legalGround: string; readonly basis: string | null; readonly keepDays: number };
}

export interface VpRequest {
  readonly clientId: string;
  readonly responseUri: string;
  readonly nonce: string;
  readonly state: string;
  /** Unix seconds. */
  readonly until: number;
  readonly who: WhoAsks;
  readonly asked: readonly AskedCertificate[];
  /** null: the answer goes as it is. */
  readonly encryptTo: { readonly key: PublicKey; readonly kid: string; readonly enc: Encoding } | null;
}

/** What the link said, our own nonce, where this page is, and when. */
export interface Expected {
  readonly clientId: string;
  readonly requestUri: string;
  readonly walletNonce: string;
  readonly origin: string;
  readonly now: number;
}

/** Whether a link's request is one of this very office; nothing is fetched from elsewhere. */
export function isOwn(requestUri: string, origin: string): boolean {
  try {
    const url = new URL(requestUri);
    return url.origin === origin && PATH.test(url.pathname) && url.href === `${origin}${url.pathname}`;
  } catch {
    return false; // no address at all
  }
}

/** Reads and checks a request object. Throws RequestRefused. */
export async function readRequest(token: string, expected: Expected): Promise<VpRequest> {
  const claims = await reading("untrusted", () => signedClaims(token, expected));
  return reading("unsupported", () => requestOf(claims, expected));
}

async function reading<Found>(why: RequestRefused["why"], read: () => Found | Promise<Found>): Promise<Found> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CertsError) throw new RequestRefused(why, error.message);
    throw error;
  }
}

/** Rules 1 and 2. */
async function signedClaims(token: string, { clientId, requestUri, walletNonce, origin, now }: Expected): Promise<JsonObject> {
  const parsed = jws.parse(token, MAX_CHARS);
  const chain = list(parsed.header, "x5c");
  const der = typeof chain[0] === "string" ? fromBase64(chain[0]) : null;
  must(der !== null && chain.length === 1, "untrusted", "x5c holds one certificate");
  const digest = base64url.encode(await sha256(der));
  must(clientId === `x509_hash:${digest}`, "untrusted", "client_id is not of this certificate");
  const leaf = readLeaf(der);
  must(leaf.from <= now + LEEWAY && now <= leaf.to, "untrusted", "the certificate is out of its period");
  await jws.verifySignature(parsed, leaf.key, TYP);
  const claims = strictJson(parsed.payload);
  must(isObject(claims) && claims["client_id"] === clientId, "untrusted", "client_id is another one");
  must(claims["aud"] === AUDIENCE, "untrusted", "aud is not for wallets");
  must(claims["wallet_nonce"] === walletNonce, "untrusted", "wallet_nonce is not ours");
  must(isOwn(requestUri, origin), "untrusted", "the request is not of this office");
  must(claims["response_uri"] === requestUri.replace(/request$/, "response"), "untrusted", "response_uri leads elsewhere");
  const [from, until] = [integer(claims, "iat"), integer(claims, "exp")];
  must(from <= now + LEEWAY && until <= now + MOST_LIFE, "untrusted", "of another time");
  must(now < until, "over", "over");
  return claims;
}

/** Rules 3 to 5. */
function requestOf(claims: JsonObject, { clientId }: Expected): VpRequest {
  must(claims["response_type"] === "vp_token", "unsupported", "response_type");
  must(!("transaction_data" in claims), "unsupported", "transaction_data");
  return {
    clientId,
    responseUri: text(claims, "response_uri"),
    nonce: text(claims, "nonce"),
    state: text(claims, "state"),
    until: integer(claims, "exp"),
    who: whoAsks(claims),
    asked: askedOf(object(claims, "dcql_query")),
    encryptTo: encryption(claims),
  };
}

function whoAsks(claims: JsonObject): WhoAsks {
  const info = list(claims, "verifier_info").find((one) => member(one, "format") === REGISTRATION);
  must(info !== undefined, "unsupported", "nobody says who asks");
  const data = object(info, "data");
  const purpose = object(data, "purpose");
  return {
    id: text(data, "verifier_id"),
    kind: text(data, "kind"),
    name: bilingual(data, "name"),
    hall: textOrNull(data, "hall"),
    purpose: {
      zh: text(purpose, "zh"),
      en: text(purpose, "en"),
      legalGround: text(purpose, "legal_ground"),
      basis: textOrNull(purpose, "basis"),
      keepDays: integer(purpose, "keep_days"),
    },
  };
}

/** Rule 3. */
function askedOf(query: JsonObject): AskedCertificate[] {
  only(query, ["credentials", "credential_sets"]);
  const sets = member(query, "credential_sets") === undefined ? null : list(query, "credential_sets").map(setOf);
  const asked = list(query, "credentials").map((one) => askedOne(one, sets));
  must(asked.length > 0 && new Set(asked.map((one) => one.id)).size === asked.length, "unsupported", "ids");
  must(sets === null || sets.length === asked.length, "unsupported", "credential_sets");
  return asked;
}

function setOf(set: Json): { id: string; required: boolean } {
  only(set, ["options", "required"]);
  const [option, ...others] = list(set, "options");
  const [id, ...more] = texts(option);
  must(id !== undefined && others.length + more.length === 0, "unsupported", "a set of one certificate");
  return { id, required: member(set, "required") !== false };
}

function askedOne(one: Json, sets: readonly { id: string; required: boolean }[] | null): AskedCertificate {
  only(one, ["id", "format", "meta", "claims", "require_cryptographic_holder_binding", "multiple"]);
  must(member(one, "format") === FORMAT && (member(one, "require_cryptographic_holder_binding") ?? true) === true, "unsupported", "format");
  only(object(one, "meta"), ["vct_values"]);
  const id = text(one, "id");
  const claims = member(one, "claims") === undefined ? [] : list(one, "claims");
  const set = sets?.find((each) => each.id === id);
  must(sets === null || set !== undefined, "unsupported", "credential_sets");
  return { id, vcts: texts(list(object(one, "meta"), "vct_values")), fields: claims.map(fieldOf), optional: set?.required === false };
}

function fieldOf(claim: Json): string {
  only(claim, ["id", "path"]);
  const [name, ...deeper] = texts(list(claim, "path"));
  must(name !== undefined && deeper.length === 0, "unsupported", "a path of one name");
  return name;
}

/** Rule 4. */
function encryption(claims: JsonObject): VpRequest["encryptTo"] {
  if (claims["response_mode"] === "direct_post") return null;
  must(claims["response_mode"] === "direct_post.jwt", "unsupported", "response_mode");
  const metadata = object(claims, "client_metadata");
  const jwk = list(object(metadata, "jwks"), "keys").find((one) => member(one, "alg") === "ECDH-ES" && member(one, "crv") === "P-256");
  must(jwk !== undefined && member(jwk, "kty") === "EC" && member(jwk, "d") === undefined, "unsupported", "a key to encrypt to");
  const offered = list(metadata, "encrypted_response_enc_values_supported");
  const enc = ENCODINGS.find((one) => offered.includes(one));
  must(enc !== undefined, "unsupported", "an encoding");
  const [x, y] = [base64url.decode(text(jwk, "x")), base64url.decode(text(jwk, "y"))];
  return { key: publicFromCoordinates(x, y), kid: text(jwk, "kid"), enc };
}

/** A member that is not known may change what the rest means. */
function only(value: Json, names: readonly string[]): void {
  must(isObject(value) && Object.keys(value).every((name) => names.includes(name)), "unsupported", "a member that is not known");
}

function texts(value: Json | undefined): readonly string[] {
  must(Array.isArray(value) && value.every((one) => typeof one === "string"), "unsupported", "a list of texts");
  return value;
}

function textOrNull(value: Json, name: string): string | null {
  return (member(value, name) ?? null) === null ? null : text(value, name);
}

function fromBase64(encoded: string): Bytes | null {
  const plain = encoded.replace(/={0,2}$/, "");
  if (encoded.length % 4 !== 0 || /[-_]/.test(plain)) return null;
  return base64url.decode(plain.replaceAll("+", "-").replaceAll("/", "_"));
}

function must(holds: boolean, why: RequestRefused["why"], detail: string): asserts holds {
  if (!holds) throw new RequestRefused(why, detail);
}
