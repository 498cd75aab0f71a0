/** The values around a verification: what a verifier requires, each check's result, and the verdict. No rules here. */
import { type Bytes } from "./bytes";
import { type Fields } from "./fields";
import { type Note } from "./notes";
import { type OnBehalf } from "./place";
import { type Region } from "./trust";
import { type CertificateType } from "./types";

export const CHECKS = [
  "form",
  "trust",
  "issuer",
  "issuer_key",
  "issuer_signature",
  "type",
  "view_validity",
  "device_signature",
  "audience",
  "challenge",
  "freshness",
  "replay",
  "status",
  "fields",
  "purpose",
] as const;
export type CheckName = (typeof CHECKS)[number];
export type Result = "passed" | "failed" | "skipped" | "warning";

/** What this verifier asks of a code. Times are seconds. */
export interface Required {
  /** Its own id. */
  readonly audience: string;
  /** Its id with the city's host, `bank-1@city.example`: the name that no other city's verifier has; null: none. */
  readonly audienceHere: string | null;
  /** The 8 bytes it showed; then the code must be made out to it. */
  readonly challenge: Bytes | null;
  /** The caller vouches that the code's nonce is one of its own, so the phone's clock does not matter. */
  readonly nonceOk: boolean;
  /** Type number to the field names its purpose may see; null: all. */
  readonly permitted: ReadonlyMap<number, ReadonlySet<string>> | null;
  /** Names that must be shown. */
  readonly needed: ReadonlySet<string>;
  readonly iatPast: number;
  readonly iatFuture: number;
  /** An old list is a warning, not a failure. */
  readonly staleOk: boolean;
  /** What kind of verifier it is (`PLACES`), for codes shown on behalf. */
  readonly place: number;
}

/** One-time ids (32 hexadecimal digits) used before: a Set, or a look-up in a store. */
export interface Seen {
  has(onceId: string): boolean | Promise<boolean>;
}

/** One check by its stable name. `reason`: why it failed or warns, a code of reasons.json. `note`: what is to be known beside it. */
export interface Check {
  readonly name: CheckName;
  readonly result: Result;
  readonly reason: string | null;
  readonly note: Note | null;
}

/** Every check passed, or warns. Times in Unix seconds; `status`: list and index. */
export interface Accepted {
  readonly accepted: true;
  readonly checks: readonly Check[];
  readonly onceId: string;
  readonly type: CertificateType;
  readonly handle: string;
  readonly issuer: string;
  readonly fields: Fields;
  readonly iat: number;
  readonly aud: string;
  readonly cnonce: Bytes | null;
  readonly status: readonly [number, number];
  readonly statusAsOf: number | null;
  readonly exp: number;
  /** Whose certificate it is, where it is another region's; type and fields are then what they are here. */
  readonly region: Region | null;
  /** Who shows it, where that is not its holder. */
  readonly onBehalf: OnBehalf | null;
}

/**
 * The first failed check is `reason`. `onceId` when the form was right; issuer, handle, type, status and `onBehalf` only
 * when the issuer's signature was valid. No field is ever given out.
 */
export interface Rejected {
  readonly accepted: false;
  readonly reason: string;
  readonly checks: readonly Check[];
  readonly onceId: string | null;
  readonly issuer: string | null;
  readonly handle: string | null;
  readonly type: CertificateType | null;
  readonly status: readonly [number, number] | null;
  readonly statusAsOf: number | null;
  readonly region: Region | null;
  readonly onBehalf: OnBehalf | null;
}

export type Verdict = Accepted | Rejected;
