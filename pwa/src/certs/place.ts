/**
 * What stands under label 0 of a view: the type, its place in a status list, and who shows it where that is not its
 * holder.
 *
 * 1. It is [type, list, index] or, shown on somebody's behalf, [type, list, index, [kind, name, places]].
 * 2. Kind is 1 delegation, 2 guardian, 3 role. The name is of the person whose phone shows it, 1 to 100 characters.
 * 3. Places are a sum of 1 windows, 2 third parties online, 4 verifiers offline: where such a code may be taken.
 */
import * as cbor from "./cbor";
import { malformed } from "./errors";

const KINDS = ["delegation", "guardian", "role"] as const;
export type Kind = (typeof KINDS)[number];
export const PLACES = { window: 1, online: 2, offline: 4 } as const;
const EVERYWHERE = 7;
const MAX_NAME = 100;

/** Whose phone shows a certificate that is not theirs: how they came to it, their name, and a sum of places. */
export interface OnBehalf {
  readonly kind: Kind;
  readonly name: string;
  readonly places: number;
}

export interface Place {
  readonly type: number;
  readonly list: number;
  readonly index: number;
  readonly onBehalf: OnBehalf | null;
}

/** Rule 1; throws MalformedError. */
export function placeOf(value: cbor.Cbor | undefined): Place {
  if (!cbor.isArray(value) || value.length < 3 || value.length > 4) {
    return malformed("type, status list and index belong under label 0");
  }
  const [type, list, index] = value;
  const onBehalf = value.length === 4 ? onBehalfOf(value[3]) : null;
  return { type: natural(type), list: natural(list), index: natural(index), onBehalf };
}

/** Rules 2 and 3; throws MalformedError. */
function onBehalfOf(value: cbor.Cbor | undefined): OnBehalf {
  if (!cbor.isArray(value) || value.length !== 3) return malformed("who shows it is a kind, a name and places");
  const [number, name, places] = value;
  const kind = typeof number === "number" ? KINDS[number - 1] : undefined;
  if (kind === undefined) return malformed("shown on behalf in no known way");
  return { kind, name: nameOf(name), places: placesOf(places) };
}

/** Characters are counted, not their halves. */
function nameOf(value: cbor.Cbor | undefined): string {
  const right = typeof value === "string" && value !== "" && value.length <= 2 * MAX_NAME;
  return right && Array.from(value).length <= MAX_NAME ? value : malformed("the name of who shows it is not in its form");
}

function placesOf(value: cbor.Cbor | undefined): number {
  const right = typeof value === "number" && value >= 1 && value <= EVERYWHERE;
  return right ? value : malformed("no places where it may be shown");
}

/** A natural number within 53 bits; throws MalformedError. */
export function natural(value: cbor.Cbor | undefined): number {
  return typeof value === "number" && value >= 0 ? value : malformed("not a natural number within 53 bits");
}
