/**
 * The anchor this gate trusts: one key, confirmed once by a person, by which every bundle must be signed.
 *
 * Rules: 1. no anchor is trusted before a person confirmed its thumbprint; 2. once pinned, a bundle by any other anchor
 * is refused, and nothing changes; 3. a person may pin another one, by confirming that thumbprint; 4. the highest
 * number ever seen stays with the pin, whatever happens to the bundle.
 */
import { keep, recall } from "@/state/database";

const KEY = "gate-anchor";
const THUMBPRINT = /^[A-Za-z0-9_-]{43}$/;

export interface Pin {
  /** RFC 7638 thumbprint of the anchor, base64url. */
  thumbprint: string;
  pinnedAt: number;
  /** No bundle with a smaller number is taken (rule 4). */
  leastNumber: number;
}

/** The pinned anchor; null when none was confirmed or what was kept is damaged. */
export async function readPin(): Promise<Pin | null> {
  const kept = (await recall(KEY)) as Partial<Pin> | null;
  if (kept === null || typeof kept.thumbprint !== "string" || !THUMBPRINT.test(kept.thumbprint)) return null;
  if (!Number.isSafeInteger(kept.leastNumber) || !Number.isSafeInteger(kept.pinnedAt)) return null;
  return kept as Pin;
}

/** The pin of an anchor that a person confirmed at `now` (seconds), not kept yet. The number seen so far stays. */
export async function pinOf(thumbprint: string, now: number): Promise<Pin> {
  const before = await readPin();
  return { thumbprint, pinnedAt: Math.floor(now), leastNumber: before?.leastNumber ?? 0 };
}

/** Trust this anchor from now on. */
export async function savePin(pinned: Pin): Promise<void> {
  await keep(KEY, { ...pinned });
}

/** Never again take a bundle below `number`. */
export async function raise(pinned: Pin, number: number): Promise<Pin> {
  if (number <= pinned.leastNumber) return pinned;
  const raised = { ...pinned, leastNumber: number };
  await keep(KEY, raised);
  return raised;
}

/** A thumbprint as people compare it: groups of four. */
export function grouped(thumbprint: string): string {
  return thumbprint.match(/.{1,4}/g)?.join(" ") ?? "";
}

/** Whether a thumbprint that a person typed or pasted is this one; spaces do not count. */
export function sameThumbprint(typed: string, thumbprint: string): boolean {
  return typed.replace(/\s+/g, "") === thumbprint;
}
