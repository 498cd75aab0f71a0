/**
 * The bundle: one signed file with all an offline verifier needs for the day.
 *
 * 1. It is a JWS by the anchor; a verifier that knows the anchor refuses any other signer, one that does not says so.
 * 2. Its number only grows. 3. The trust list and each status list inside are signed by the same anchor and checked.
 * 4. Status lists are bound to their own address (`status_uri` + number). 5. Age is judged when a code is verified.
 * 6. Regions that are recognised are carried too (see `regions`), each under its own anchor.
 */
import * as base64url from "./base64url";
import { TrustError, malformed } from "./errors";
import { type JsonObject, strictJson } from "./json";
import * as jws from "./jws";
import * as keys from "./keys";
import { readStatusLists } from "./lists";
import { integer, isObject, list, object, text } from "./members";
import { publicFromJwk } from "./points";
import { readRegions } from "./regions";
import { StatusLists, type Trust, asTrustError, readTrustList } from "./trust";
import { readCatalogue } from "./types";

const TYP = "liangma-bundle+jwt";
const MAX_CHARS = 64 << 20;

/** Seconds: how old and how far ahead a code's iat may be, how old a status list may be, the grace after its exp. */
export interface Policy {
  readonly iatPast: number;
  readonly iatFuture: number;
  readonly statusMaxAge: number;
  readonly grace: number;
}

/** A bundle that was read. Times in Unix seconds. `anchorPinned`: whether its signer was known beforehand. */
export interface Bundle {
  readonly trust: Trust;
  readonly policy: Policy;
  readonly number: number;
  readonly iat: number;
  readonly nextUpdate: number;
  readonly serverTime: number;
  /** RFC 7638 thumbprint of the signer, base64url. */
  readonly anchor: string;
  readonly anchorPinned: boolean;
  readonly anchorKey: keys.PublicKey;
  /** What was read into `trust`, as it was signed: deltas name it by its digests. */
  readonly trustListText: string;
  readonly typeFiles: readonly TypeFile[];
}

export interface TypeFile {
  readonly file: string;
  readonly text: string;
}

export interface Opening {
  /** Thumbprint (RFC 7638, base64url) of the key that must have signed; null when none is known. */
  readonly anchor: string | null;
  /** Unix seconds. */
  readonly now: number;
  /** The number of the bundle already held: an older one is refused. */
  readonly atLeastNumber?: number;
}

/** Opens a bundle; throws TrustError: signature_invalid, malformed, rollback, bundle_from_future, ... A stale one is read. */
export async function openBundle(source: string, { anchor, now, atLeastNumber = 0 }: Opening): Promise<Bundle> {
  const bundle = await asTrustError(() => read(source, anchor));
  if (bundle.number < atLeastNumber) {
    throw new TrustError("rollback", `bundle ${bundle.number} is older than ${atLeastNumber}`);
  }
  if (bundle.iat > now + bundle.policy.iatFuture) {
    throw new TrustError("bundle_from_future", "the bundle was made after now: is this clock right?");
  }
  return bundle;
}

async function read(source: string, pinned: string | null): Promise<Bundle> {
  const token = jws.parse(source, MAX_CHARS);
  const named = strictJson(token.payload); // unproven: only its anchor is used before the signature is checked
  const anchor = publicFromJwk(object(named, "anchor"));
  const thumbprint = base64url.encode(await keys.thumbprint(anchor));
  if (pinned !== null && thumbprint !== pinned) {
    throw new TrustError("signature_invalid", `the bundle is not signed by the anchor that was handed in: ${pinned}`);
  }
  await jws.verifySignature(token, anchor, TYP);
  const claims = isObject(named) ? named : malformed("a bundle is an object");
  const policy = policyOf(object(claims, "policy"));
  const [iat, nextUpdate] = [integer(claims, "iat"), integer(claims, "next_update")];
  return {
    trust: await trustOf(claims, anchor, policy),
    policy,
    number: integer(claims, "number"),
    iat,
    nextUpdate,
    serverTime: integer(claims, "server_time"),
    anchor: thumbprint,
    anchorPinned: pinned !== null,
    anchorKey: anchor,
    trustListText: text(claims, "trust_list"),
    typeFiles: typeFiles(claims),
  };
}

async function trustOf(claims: JsonObject, anchor: keys.PublicKey, policy: Policy): Promise<Trust> {
  const lists = await readStatusLists(claims, anchor);
  return {
    trustList: await readTrustList(text(claims, "trust_list"), anchor),
    catalogue: readCatalogue(typeFiles(claims)),
    status: new StatusLists(lists, policy.statusMaxAge, policy.grace),
    asOf: integer(claims, "iat"),
    nextUpdate: integer(claims, "next_update"),
    regions: await readRegions(claims),
  };
}

/** The certificate types of a payload, unread. */
export function typeFiles(claims: JsonObject): TypeFile[] {
  return list(claims, "types").map((entry) => ({ file: text(entry, "file"), text: text(entry, "text") }));
}

/** The policy of a payload. */
export function policyOf(value: JsonObject): Policy {
  return {
    iatPast: integer(value, "iat_past"),
    iatFuture: integer(value, "iat_future"),
    statusMaxAge: integer(value, "status_max_age"),
    grace: integer(value, "grace"),
  };
}
