/**
 * The delta: what changed since a bundle that a verifier holds, in one signed text; and the form both are kept in.
 *
 * 1. It is a JWS by the anchor of the bundle it is for. 2. It names that bundle (`base`: number, time and digests of its
 * content) and is refused for any other. 3. Its number is never below the one already held, nor its time ahead of now.
 * 4. It names every status list there is: one as a whole CWT, or as what to write over the list of the base; entries are
 * absolute values, so writing one twice does no harm. 5. What comes out must have the digests that the delta names: it is
 * the content of the whole bundle or it is refused. 6. A delta is for a whole bundle, never for a delta: whole and newest
 * delta are kept as two lines of one text.
 */
import * as base64url from "./base64url";
import { type Bundle, type Opening, openBundle, policyOf, typeFiles } from "./bundle";
import { type Bytes, sha256, toHex, toUtf8 } from "./bytes";
import { MalformedError, TrustError, malformed } from "./errors";
import { type Json, type JsonObject } from "./json";
import * as jws from "./jws";
import { listNumber, readList } from "./lists";
import { integer, integerOrNull, member, object, text } from "./members";
import { readRegions } from "./regions";
import * as status from "./status";
import { StatusLists, asTrustError, readTrustList } from "./trust";
import { readCatalogue } from "./types";

const TYP = "liangma-bundle-delta+jwt";
const MAX_CHARS = 64 << 20;
const WIDTHS: readonly number[] = [1, 2, 4, 8];

/** A bundle as deltas name it: number, iat, and the SHA-256 (base64url) of its three parts. */
export interface Base {
  readonly number: number;
  readonly iat: number;
  readonly trust_list: string;
  readonly types: string;
  readonly status_lists: string;
}

/** What a verifier holds. `text`: to be kept; `bundle`: to verify with; `base`: the name of `whole`, to ask with. */
export interface Held {
  readonly text: string;
  readonly base: Base;
  readonly bundle: Bundle;
  readonly whole: Bundle;
}

/** How deltas name this bundle: digests of the trust list's text, of each type's file name and text, of each list. */
export async function baseOf(bundle: Bundle): Promise<Base> {
  const types = await Promise.all(bundle.typeFiles.map(async (one) => `${await hex(toUtf8(one.file))} ${await hex(toUtf8(one.text))}\n`));
  const ordered = [...bundle.trust.status.lists].sort(([one], [other]) => one - other);
  const lists = await Promise.all(ordered.map(async ([no, { list: { bits, data } }]) => `${no} ${bits} ${await hex(data)}\n`));
  return {
    number: bundle.number,
    iat: bundle.iat,
    trust_list: await digest(bundle.trustListText),
    types: await digest(types.join("")),
    status_lists: await digest(lists.join("")),
  };
}

/** How to ask the office for what changed since: the part of an address after the question mark. */
export function queryOf(base: Base): string {
  return Object.entries(base).map(([name, value]) => `${name}=${value}`).join("&");
}

/** The bundle that `source` makes of `base`, as if it had been fetched whole; throws TrustError (delta_base, ...). */
export async function applyDelta(base: Bundle, source: string, { now, atLeastNumber = 0 }: Omit<Opening, "anchor">): Promise<Bundle> {
  const made = await asTrustError(() => applied(base, source));
  const least = Math.max(atLeastNumber, base.number);
  if (made.number < least) throw new TrustError("rollback", `delta ${made.number} is older than ${least}`);
  if (made.iat > now + made.policy.iatFuture) {
    throw new TrustError("bundle_from_future", "the delta was made after now: is this clock right?");
  }
  return made;
}

/** What was kept: a whole bundle, or one and its newest delta on a second line. Throws TrustError. */
export async function hold(source: string, opening: Opening): Promise<Held> {
  const [first = "", delta, ...more] = source.trim().split("\n");
  if (more.length > 0) throw new TrustError("malformed", "a whole bundle and at most one delta");
  const whole = await openBundle(first, delta === undefined ? opening : { ...opening, atLeastNumber: 0 });
  const bundle = delta === undefined ? whole : await applyDelta(whole, delta, opening);
  return { text: delta === undefined ? first : `${first}\n${delta}`, base: await baseOf(whole), bundle, whole };
}

/** What is held after the office's answer: a delta, or a whole bundle in its stead. Throws TrustError. */
export async function update(held: Held, answer: string, now: number): Promise<Held> {
  const [source, atLeastNumber] = [answer.trim(), held.bundle.number];
  if (!isDelta(source)) return hold(source, { anchor: held.whole.anchor, now, atLeastNumber });
  const bundle = await applyDelta(held.whole, source, { now, atLeastNumber });
  return { ...held, text: `${held.text.split("\n", 1)[0] ?? ""}\n${source}`, bundle };
}

/** Whether a text says that it is a delta; nothing is proven by that. */
export function isDelta(source: string): boolean {
  try {
    return jws.parse(source, MAX_CHARS).header["typ"] === TYP;
  } catch (error) {
    if (error instanceof MalformedError) return false;
    throw error;
  }
}

async function applied(base: Bundle, source: string): Promise<Bundle> {
  const claims = await jws.verify(source, base.anchorKey, { typ: TYP, maxChars: MAX_CHARS });
  if (!same(object(claims, "base"), await baseOf(base))) throw new TrustError("delta_base", "the delta is for another bundle");
  const made = await bundleOf(base, claims);
  const { trust_list, types, status_lists } = await baseOf(made);
  if (!same(object(claims, "result"), { trust_list, types, status_lists })) {
    throw new TrustError("delta_result", "the delta does not lead to what it names");
  }
  return made;
}

async function bundleOf(base: Bundle, claims: JsonObject): Promise<Bundle> {
  const [number, iat, nextUpdate] = [integer(claims, "number"), integer(claims, "iat"), integer(claims, "next_update")];
  const serverTime = integer(claims, "server_time");
  const { trust, trustListText } = await trustListOf(base, claims);
  const files = "types" in claims ? typeFiles(claims) : base.typeFiles;
  const policy = policyOf(object(claims, "policy"));
  const lists = new StatusLists(await listsOf(base, claims), policy.statusMaxAge, policy.grace);
  const catalogue = files === base.typeFiles ? trust.catalogue : readCatalogue(files);
  const made = { ...trust, catalogue, status: lists, asOf: iat, nextUpdate, regions: await readRegions(claims) };
  return { ...base, trust: made, policy, number, iat, nextUpdate, serverTime, trustListText, typeFiles: files };
}

async function trustListOf(base: Bundle, claims: JsonObject): Promise<Pick<Bundle, "trust" | "trustListText">> {
  if ((member(claims, "trust_list") ?? null) === null) return base;
  const trustListText = text(claims, "trust_list");
  const trustList = await readTrustList(trustListText, base.anchorKey, base.trust.trustList.number);
  return { trust: { ...base.trust, trustList }, trustListText };
}

async function listsOf(base: Bundle, claims: JsonObject): Promise<Map<number, status.ReadStatusList>> {
  const [uri, lists] = [text(claims, "status_uri"), object(claims, "status_lists")];
  const read = Object.entries(lists).map(async ([name, value]) => {
    const no = listNumber(name);
    const before = base.trust.status.lists.get(no);
    const one = typeof value === "string" ? await readList(value, base.anchorKey, uri + name) : patched(value, before, uri + name);
    return [no, one] as const;
  });
  return new Map(await Promise.all(read));
}

/** A list that is written over the base's, or over one without entries where the base has none of that number. */
function patched(value: Json, before: status.ReadStatusList | undefined, uri: string): status.ReadStatusList {
  const [iat, exp, ttl] = [integer(value, "iat"), integerOrNull(value, "exp"), integerOrNull(value, "ttl")];
  if ([iat, exp, ttl].some((time) => (time ?? 0) < 0)) malformed("status list times");
  const over = listOver(integer(value, "bits"), integer(value, "size"), before?.list);
  const written = new Set<number>();
  for (const [name, indexes] of Object.entries(object(value, "changes"))) write(over, name, indexes, written);
  return { list: over, uri, iat, exp, ttl };
}

function listOver(bits: number, size: number, before: status.StatusList | undefined): status.StatusList {
  const length = (size * bits) / 8;
  const possible = WIDTHS.includes(bits) && Number.isInteger(length) && length >= 0 && length <= status.MAX_LIST_BYTES;
  if (!possible) malformed("no such status list");
  if (!before) return new status.StatusList(bits, new Uint8Array(length));
  if (before.bits !== bits || before.size !== size) malformed("a status list does not change its size");
  return new status.StatusList(bits, before.data.slice());
}

function write(over: status.StatusList, name: string, indexes: Json, written: Set<number>): void {
  const value = listNumber(name);
  if (value >= 1 << over.bits || !Array.isArray(indexes)) return malformed("an entry that the list does not have");
  for (const said of indexes as readonly Json[]) {
    const index = entryOf(said, over.size);
    if (written.has(index)) malformed("an entry is written twice");
    written.add(index);
    writeOne(over, index, value);
  }
}

function entryOf(said: Json, size: number): number {
  return typeof said === "number" && said >= 0 && said < size ? said : malformed("an entry that the list does not have");
}

function writeOne({ bits, data }: status.StatusList, index: number, value: number): void {
  const [at, shift] = [Math.floor((index * bits) / 8), (index * bits) % 8];
  data[at] = ((data[at] ?? 0) & ~(((1 << bits) - 1) << shift)) | (value << shift);
}

function same(said: JsonObject, own: object): boolean {
  const [names, values] = [Object.keys(own), Object.entries(own)];
  return Object.keys(said).length === names.length && values.every(([name, value]) => said[name] === value);
}

async function hex(data: Bytes): Promise<string> {
  return toHex(await sha256(data));
}

async function digest(source: string): Promise<string> {
  return base64url.encode(await sha256(toUtf8(source)));
}
