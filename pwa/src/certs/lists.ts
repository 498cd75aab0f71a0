/** The status lists of a payload: each signed by the payload's anchor and bound to its own address. */
import * as base64url from "./base64url";
import { type JsonObject } from "./json";
import { type PublicKey } from "./keys";
import { malformed } from "./errors";
import { object, text } from "./members";
import { type ReadStatusList, readCwt } from "./status";

/** Status lists by number, each for `status_uri` and its number, whatever their age. */
export async function readStatusLists(claims: JsonObject, anchor: PublicKey): Promise<Map<number, ReadStatusList>> {
  const [base, lists] = [text(claims, "status_uri"), object(claims, "status_lists")];
  const read = Object.keys(lists).map(async (name) => {
    return [listNumber(name), await readList(text(lists, name), anchor, base + name)] as const;
  });
  return new Map(await Promise.all(read));
}

/** A status list for `uri`, from base64url, whatever its age. */
export async function readList(cwt: string, anchor: PublicKey, uri: string): Promise<ReadStatusList> {
  return readCwt(base64url.decode(cwt), anchor, { uri, now: null });
}

/** The number of a status list as it names a member. */
export function listNumber(name: string): number {
  return /^(?:0|[1-9][0-9]{0,8})$/.test(name) ? Number(name) : malformed("a status list has a number");
}
