/**
 * The statement of a delegation: what this phone's key signs when its holder lends certificates to somebody.
 * The person's citizen number and the link's secret stand in it as digests: SHA-256, base64url.
 */
import * as base64url from "./base64url";
import { toUtf8 } from "./bytes";
import * as jws from "./jws";

const TYP = "liangma-delegation+jwt";

/** A person, whoever of that name has the link, or a role of an organisation. */
export type Borrower =
  | { readonly name: string; readonly citizen_number: string }
  | { readonly name: string; readonly secret: string }
  | { readonly credit_code: string; readonly role: string };

export interface Lending {
  readonly aud: string;
  readonly to: Borrower;
  /** Ids. */
  readonly certificates: readonly string[];
  /** `matter:<code>`; none means any. */
  readonly purposes: readonly string[];
  /** A sum of 1 windows, 2 third parties online, 4 verifiers offline. */
  readonly places: number;
  /** The last day, as 2026-11-22. */
  readonly until: string;
  readonly times: number | null;
  /** How many more persons it may go on to, one after the other. */
  readonly lend_on: number;
  readonly parent: string | null;
}

/** The signed statement, a compact JWS. `iat`: Unix seconds. */
export async function lendingStatement({ to, ...said }: Lending, iat: number, key: CryptoKey): Promise<string> {
  return jws.sign({ typ: TYP }, { ...said, to: await named(to), iat }, key);
}

/** What is told of a link's secret. */
export async function digest(text: string): Promise<string> {
  return base64url.encode(new Uint8Array(await crypto.subtle.digest("SHA-256", toUtf8(text))));
}

/** 128 random bits for a link. */
export function newSecret(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(16)));
}

async function named(to: Borrower): Promise<Record<string, string>> {
  if ("citizen_number" in to) return { name: to.name, number: await digest(to.citizen_number) };
  if ("secret" in to) return { name: to.name, link: await digest(to.secret) };
  return { credit_code: to.credit_code, role: to.role };
}
