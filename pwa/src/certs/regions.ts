/**
 * Certificates of other regions: how a region is carried in a bundle, found by a key, and read in our own words.
 *
 * 1. A region's trust list and status lists are signed by its own anchor, which our bundle names; its types, policy and
 *    the mapping are vouched for by whoever carries it. 2. A key leads to the regions that list it for that issuer code;
 *    more than one is nobody. 3. A type that the mapping does not name is not recognised. 4. A field that the mapping
 *    does not name refuses the whole code; one that it maps to nothing is read and left out. 5. Where values are mapped,
 *    any other value refuses the code. 6. What a region published is believed until its next update and our grace for it.
 */
import { toHex } from "./bytes";
import { MalformedError, malformed } from "./errors";
import { type Fields, type FieldValue } from "./fields";
import { type Json, type JsonObject } from "./json";
import { type View } from "./lm1";
import { bilingual, integer, isObject, list, object, text } from "./members";
import { publicFromJwk } from "./points";
import { readStatusLists } from "./lists";
import { type Recognised, type Region, StatusLists, type Trust, readTrustList } from "./trust";
import { type CertificateType, readCatalogue } from "./types";

/** Rule 2: the regions whose trust list has this view's issuer and key. */
export function ofKey(trust: Trust, view: View): readonly Region[] {
  const kid = toHex(view.kid);
  return trust.regions.filter((region) => region.trust.trustList.issuers.get(view.issuer)?.keys.has(kid));
}

/** Rule 3: the type of ours that this one of the region's is recognised as, or null. */
export function typeHere(region: Region, theirs: CertificateType, home: Trust): CertificateType | null {
  const known = region.types.get(theirs.id);
  return [...home.catalogue.values()].find((type) => type.id === known?.type) ?? null;
}

/** Rules 4 and 5: what is shown, by our names. Throws MalformedError: field_ or value_not_recognised. */
export function asHere(region: Region, theirs: CertificateType, shown: Fields): Fields {
  const known = region.types.get(theirs.id) ?? refuse("type_not_recognised", theirs.id);
  const read: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(shown)) {
    const aim = known.fields.get(name);
    if (aim === undefined) refuse("field_not_recognised", name);
    else if (aim !== null) read[aim] = valueHere(known, name, value);
  }
  return read;
}

function valueHere(known: Recognised, name: string, value: FieldValue): FieldValue {
  const values = known.values.get(name);
  if (!values) return value;
  return (typeof value === "string" ? values.get(value) : undefined) ?? refuse("value_not_recognised", name);
}

/** The member `regions` of a payload; none where there is no such member. Throws TrustError or MalformedError. */
export async function readRegions(claims: JsonObject): Promise<readonly Region[]> {
  if (!("regions" in claims)) return [];
  const read = await Promise.all(list(claims, "regions").map(readRegion));
  if (new Set(read.map((region) => region.id)).size !== read.length) malformed("a region stands twice");
  return read;
}

async function readRegion(value: Json): Promise<Region> {
  if (!isObject(value)) return malformed("a region is an object");
  const anchor = publicFromJwk(object(value, "anchor"));
  const [grace, policy, accepts] = [integer(value, "grace"), object(value, "policy"), object(value, "accepts")];
  const files = list(value, "types").map((entry) => ({ file: text(entry, "file"), text: text(entry, "text") }));
  const lists = await readStatusLists(value, anchor);
  const trust = {
    trustList: await readTrustList(text(value, "trust_list"), anchor),
    catalogue: readCatalogue(files),
    status: new StatusLists(lists, integer(policy, "status_max_age") + grace, integer(policy, "grace") + grace),
    asOf: integer(value, "iat"),
    nextUpdate: integer(value, "next_update") + grace,
    regions: [],
  };
  const types = Object.entries(accepts).map(([theirs, said]) => [theirs, recognised(said)] as const);
  return { id: text(value, "id"), name: bilingual(value, "name"), trust, types: new Map(types) };
}

function recognised(said: Json): Recognised {
  const values = Object.entries(object(said, "values")).map(([name, pairs]) => [name, valuesOf(pairs)] as const);
  return { type: text(said, "type"), fields: new Map(Object.entries(object(said, "fields")).map(aimOf)), values: new Map(values) };
}

function aimOf([name, aim]: [string, Json]): [string, string | null] {
  return [name, aim === null || typeof aim === "string" ? aim : malformed("a field is mapped to a name or to nothing")];
}

function valuesOf(pairs: Json): ReadonlyMap<string, string> {
  if (!isObject(pairs)) return malformed("values are pairs");
  return new Map(Object.keys(pairs).map((from) => [from, text(pairs, from)]));
}

function refuse(reason: string, detail: string): never {
  throw new MalformedError(reason, detail);
}
