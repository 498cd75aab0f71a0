/**
 * The bundle this gate verifies with: fetched, checked against the pinned anchor, kept for the hours without network.
 *
 * Rules: 1. only a bundle signed by the pinned anchor is kept, and one signed by another is told apart from a damaged
 * one; 2. its number never goes down, also after the kept bundle was lost; 3. a refused bundle leaves the old one in
 * place; 4. what is kept is checked again, in full, each time the gate starts.
 */
import { type Bundle, CertsError, openBundle } from "@/certs";
import { database } from "@/state/database";
import { type Pin, raise } from "./anchor";

const PLACE = "current";
const KNOWN = ["rollback", "signature_invalid", "bundle_from_future"] as const;
export type BundleRefusal = (typeof KNOWN)[number] | "another_anchor" | "malformed";

export class BundleRefused extends Error {
  readonly reason: BundleRefusal;
  /** For another_anchor: the thumbprint of that anchor. */
  readonly detail: string;

  constructor(reason: BundleRefusal, detail = "") {
    super(reason);
    this.name = "BundleRefused";
    this.reason = reason;
    this.detail = detail;
  }
}

export interface KeptBundle {
  text: string;
  etag: string | null;
  fetchedAt: number;
}

export interface Loaded {
  bundle: Bundle;
  pin: Pin;
  kept: KeptBundle;
}

/** A bundle as its own anchor vouches for it, for a person to confirm that anchor. Throws BundleRefused. */
export async function offeredBundle(text: string, now: number): Promise<Bundle> {
  try {
    return await openBundle(text, { anchor: null, now });
  } catch (error) {
    throw asRefusal(error);
  }
}

/** Check a fetched bundle and keep it (rules 1 to 3). Throws BundleRefused. */
export async function take(fetched: Omit<KeptBundle, "fetchedAt">, pinned: Pin, now: number): Promise<Loaded> {
  const bundle = await read(fetched.text, pinned, now);
  const kept = { ...fetched, fetchedAt: Math.floor(now) };
  const raised = await raise(pinned, bundle.number);
  try {
    await (await database()).put("gate_bundle", kept, PLACE);
  } catch {
    return { bundle, pin: raised, kept }; // nothing is kept in this browser: the page says so
  }
  return { bundle, pin: raised, kept };
}

/** The kept bundle, checked again (rule 4); null when there is none. Throws BundleRefused. */
export async function loadKept(pinned: Pin, now: number): Promise<Loaded | null> {
  const kept = await keptBundle();
  return kept === null ? null : { bundle: await read(kept.text, pinned, now), pin: pinned, kept };
}

async function keptBundle(): Promise<KeptBundle | null> {
  try {
    return ((await (await database()).get("gate_bundle", PLACE)) as KeptBundle | undefined) ?? null;
  } catch {
    return null;
  }
}

async function read(text: string, pinned: Pin, now: number): Promise<Bundle> {
  try {
    return await openBundle(text, { anchor: pinned.thumbprint, now, atLeastNumber: pinned.leastNumber });
  } catch (error) {
    throw await told(asRefusal(error), text, pinned, now);
  }
}

/** A wrong signature is another anchor when the bundle is rightly signed by one (rule 1). */
async function told(refusal: BundleRefused, text: string, pinned: Pin, now: number): Promise<BundleRefused> {
  if (refusal.reason !== "signature_invalid") return refusal;
  const other = await offeredBundle(text, now).catch(() => null);
  return other === null || other.anchor === pinned.thumbprint ? refusal : new BundleRefused("another_anchor", other.anchor);
}

function asRefusal(error: unknown): BundleRefused {
  if (error instanceof BundleRefused) return error;
  if (!(error instanceof CertsError)) throw error;
  return new BundleRefused(KNOWN.find((reason) => reason === error.reason) ?? "malformed", error.detail);
}
