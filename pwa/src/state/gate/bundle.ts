/**
 * The bundle this gate verifies with: fetched, checked against the pinned anchor, kept for the hours without network.
 *
 * Rules: 1. only a bundle signed by the pinned anchor is kept, and one signed by another is told apart from a damaged
 * one; 2. its number never goes down, also after the kept bundle was lost; 3. a refused bundle leaves the old one in
 * place; 4. what is kept is checked again, in full, each time the gate starts; 5. while there is a bundle only what changed
 * since is asked for; where that does not fit what is held, the whole is.
 */
import { type Base, type Bundle, CertsError, type Held, hold, openBundle, update } from "@/certs";
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
  /** A whole bundle; on a second line the newest delta to it, where there is one. */
  text: string;
  etag: string | null;
  fetchedAt: number;
}

export interface Loaded {
  bundle: Bundle;
  held: Held;
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
  return keep(await read(fetched.text, pinned, now), fetched.etag, pinned, now);
}

/** Ask for what changed since `held`, check it and keep it (rule 5); null when nothing did. Throws BundleRefused. */
export async function renew(ask: Office, loaded: Pick<Loaded, "held" | "pin"> & { etag: string | null }, now: number): Promise<Loaded | null> {
  const { held, pin } = loaded;
  const answer = await ask.delta(held.base, loaded.etag);
  if (answer === null) return null;
  try {
    return await keep(await update(held, answer.text, now), answer.etag, pin, now);
  } catch (error) {
    if (!(error instanceof CertsError)) throw error;
    const whole = await ask.whole(null);
    return whole && take(whole, pin, now);
  }
}

/** What `renew` needs of the office: what changed since a base, and the whole; null when it is still that of the ETag. */
export interface Office {
  delta(base: Base, etag: string | null): Promise<Omit<KeptBundle, "fetchedAt"> | null>;
  whole(etag: string | null): Promise<Omit<KeptBundle, "fetchedAt"> | null>;
}

async function keep(held: Held, etag: string | null, pinned: Pin, now: number): Promise<Loaded> {
  const kept = { text: held.text, etag, fetchedAt: Math.floor(now) };
  const loaded = { bundle: held.bundle, held, pin: await raise(pinned, held.bundle.number), kept };
  try {
    await (await database()).put("gate_bundle", kept, PLACE);
  } catch {
    return loaded; // nothing is kept in this browser: the page says so
  }
  return loaded;
}

/** The kept bundle, checked again (rule 4); null when there is none. Throws BundleRefused. */
export async function loadKept(pinned: Pin, now: number): Promise<Loaded | null> {
  const kept = await keptBundle();
  if (kept === null) return null;
  const held = await read(kept.text, pinned, now);
  return { bundle: held.bundle, held, pin: pinned, kept };
}

async function keptBundle(): Promise<KeptBundle | null> {
  try {
    return ((await (await database()).get("gate_bundle", PLACE)) as KeptBundle | undefined) ?? null;
  } catch {
    return null;
  }
}

async function read(text: string, pinned: Pin, now: number): Promise<Held> {
  try {
    return await hold(text, { anchor: pinned.thumbprint, now, atLeastNumber: pinned.leastNumber });
  } catch (error) {
    throw await told(asRefusal(error), text, pinned, now);
  }
}

/** A wrong signature is another anchor when the bundle is rightly signed by one (rule 1). */
async function told(refusal: BundleRefused, text: string, pinned: Pin, now: number): Promise<BundleRefused> {
  if (refusal.reason !== "signature_invalid") return refusal;
  const other = await offeredBundle(text.split("\n", 1)[0] ?? "", now).catch(() => null);
  return other === null || other.anchor === pinned.thumbprint ? refusal : new BundleRefused("another_anchor", other.anchor);
}

function asRefusal(error: unknown): BundleRefused {
  if (error instanceof BundleRefused) return error;
  if (!(error instanceof CertsError)) throw error;
  return new BundleRefused(KNOWN.find((reason) => reason === error.reason) ?? "malformed", error.detail);
}
