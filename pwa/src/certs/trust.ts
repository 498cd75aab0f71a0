/**
 * What a verifier knows beforehand: issuers, their keys and allowed types, the types, and where status comes from.
 *
 * 1. A trust list is a JWS by the anchor and is believed only when its signature verifies.
 * 2. Its number only grows: an older list than the one already held is refused as a rollback.
 * 3. Within an issuer, (issuer, kid) names one key; a kid is always computed from the key, never read.
 * 4. A status that is not known is said to be unknown: never guessed to be valid.
 */
import * as base64url from "./base64url";
import { type Bytes, toHex } from "./bytes";
import { CertsError, KeyFormatError, TrustError, malformed } from "./errors";
import { type Json, type JsonObject } from "./json";
import * as jws from "./jws";
import * as keys from "./keys";
import { type Bilingual, bilingual, integer, integerOrNull, list, object, text } from "./members";
import { publicFromJwk } from "./points";
import { type ReadStatusList, VALID } from "./status";
import { type Catalogue } from "./types";

const TYP = "liangma-trust-list+jwt";
const STATES = ["pending", "active", "retired", "compromised"] as const;
export type KeyState = (typeof STATES)[number];

/** One key of an issuer. Times are Unix seconds; `kid` 4 bytes; `thumbprint` is RFC 7638 in base64url. */
export interface IssuerKey {
  readonly kid: Bytes;
  readonly public: keys.PublicKey;
  readonly state: KeyState;
  readonly activeFrom: number;
  readonly retiredAt: number | null;
  readonly compromisedSince: number | null;
  readonly thumbprint: string;
}

/** An issuing authority: the numbers of the types it may issue, and its keys by kid in hexadecimal. */
export interface Issuer {
  readonly code: string;
  readonly name: Bilingual;
  readonly authorityCode: string;
  readonly keys: ReadonlyMap<string, IssuerKey>;
  readonly types: ReadonlySet<number>;
}

/** All issuers, by code. `nextUpdate`: until when (Unix seconds) it may be relied on without asking again. */
export interface TrustList {
  readonly number: number;
  readonly iat: number;
  readonly nextUpdate: number;
  readonly issuers: ReadonlyMap<string, Issuer>;
}

/** `value` null: not known. `asOf`: when it was true, Unix seconds. */
export interface StatusAnswer {
  readonly value: number | null;
  readonly asOf: number | null;
  readonly fresh: boolean;
}

const NOTHING: StatusAnswer = { value: null, asOf: null, fresh: false };

/** Cached status lists by number, fresh for `maxAge` seconds after iat; VALID is unknown after exp + `grace`. */
export class StatusLists {
  readonly lists: ReadonlyMap<number, ReadStatusList>;
  readonly maxAge: number;
  readonly grace: number;

  constructor(lists: ReadonlyMap<number, ReadStatusList>, maxAge: number, grace: number) {
    this.lists = lists;
    this.maxAge = maxAge;
    this.grace = grace;
  }

  /** The status at `index` of list number `number`, as far as it is known at `now`. */
  lookUp(number: number, index: number, now: number): StatusAnswer {
    const read = this.lists.get(number);
    if (!read) return NOTHING;
    const value = read.list.get(index);
    if (value === null) return NOTHING;
    const { iat, exp } = read;
    const over = now >= (exp ?? Infinity) + this.grace;
    const fresh = now <= iat + this.maxAge && now < (exp ?? Infinity);
    return { value: over && value === VALID ? null : value, asOf: iat, fresh };
  }
}

/** Everything a verifier trusts, and since when (`asOf`); `nextUpdate`: when its bundle is stale. */
export interface Trust {
  readonly trustList: TrustList;
  readonly catalogue: Catalogue;
  readonly status: StatusLists;
  readonly asOf: number;
  readonly nextUpdate: number | null;
  /** Whose certificates are recognised beside its own. */
  readonly regions: readonly Region[];
}

/**
 * What a type of another region is here: the id of a type of ours, their field names to ours (null: read and left out),
 * and values by their field name, where the two say the same by other words.
 */
export interface Recognised {
  readonly type: string;
  readonly fields: ReadonlyMap<string, string | null>;
  readonly values: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Another deployment that is trusted: what it published, and the ids of its types to what each is here. */
export interface Region {
  readonly id: string;
  readonly name: Bilingual;
  readonly trust: Trust;
  readonly types: ReadonlyMap<string, Recognised>;
}

/** The list signed by `anchor`; throws TrustError (signature_invalid, malformed, rollback, ...). */
export async function readTrustList(token: string, anchor: keys.PublicKey, atLeastNumber = 0): Promise<TrustList> {
  const read = await asTrustError(async () => {
    const claims = await jws.verify(token, anchor, { typ: TYP });
    const codes = Object.entries(object(claims, "issuers"));
    const issuers = await Promise.all(codes.map(async ([code, value]) => [code, await issuer(code, value)] as const));
    const [number, iat, nextUpdate] = [integer(claims, "number"), integer(claims, "iat"), integer(claims, "next_update")];
    return { number, iat, nextUpdate, issuers: new Map(issuers) };
  });
  if (read.number < atLeastNumber) {
    throw new TrustError("rollback", `trust list ${read.number} is older than ${atLeastNumber}`);
  }
  return read;
}

/** Runs `read`; what it refuses becomes a TrustError of the same reason (a wrong key: malformed). */
export async function asTrustError<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof CertsError) || error instanceof TrustError) throw error;
    throw new TrustError(error instanceof KeyFormatError ? "malformed" : error.reason, error.detail);
  }
}

async function issuer(code: string, value: Json): Promise<Issuer> {
  const types = list(value, "types").map((type) => (typeof type === "number" ? type : malformed("types are numbers")));
  const found = await Promise.all(list(value, "keys").map(issuerKey));
  const byKid = new Map(found.map((key) => [toHex(key.kid), key]));
  if (byKid.size !== found.length) malformed(`two keys of ${code} have one kid`);
  const authorityCode = text(value, "authority_code");
  return { code, name: bilingual(value, "name"), authorityCode, keys: byKid, types: new Set(types) };
}

async function issuerKey(value: Json): Promise<IssuerKey> {
  const said = text(value, "state");
  const state = STATES.find((each) => each === said) ?? malformed("unknown key state");
  const jwk: JsonObject = object(value, "jwk");
  const publicKey = publicFromJwk(jwk);
  const digest = await keys.thumbprint(publicKey);
  return {
    kid: digest.slice(0, 4),
    public: publicKey,
    state,
    activeFrom: integer(value, "active_from"),
    retiredAt: integerOrNull(value, "retired_at"),
    compromisedSince: integerOrNull(value, "compromised_since"),
    thumbprint: base64url.encode(digest),
  };
}
