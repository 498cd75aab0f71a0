/**
 * Decides what becomes of the codes seen, one scan after another.
 *
 * 1. A text that was taken is not taken again while it may still be in view, until `forget`.
 * 2. One of ours is taken; a code and its portrait frame in one picture are taken in this order.
 * 3. Two codes of ours in one picture are nobody's guess: the person chooses.
 * 4. Others are named, and never taken.
 */
import { choose, readingOf, type Kind, type Reading, type Scan, type Source } from "./kinds";

export interface Seen {
  text: string;
  corners?: { x: number; y: number }[];
}

/** Where a scan came from, when, and how long its decoding took (ms). */
export interface Given {
  source: Source;
  at: number;
  decode: number;
}

export type Placed = Reading & Seen;

/** What is taken here, and what is overlooked without a word. */
export interface Wanted {
  accepts: readonly Kind[];
  overlooks: readonly Kind[];
}

/** take: these, in order; ask: which of these; stranger: none is taken here; nothing: all were taken before. */
export type Hit = { act: "take"; scans: Scan[] } | { act: "ask"; among: Placed[] } | { act: "stranger"; which: Placed } | { act: "nothing" };

const REMEMBERED = 24;
const ORDER: readonly Kind[] = ["code", "typed", "challenge", "request", "presentation", "desktop", "copy", "case", "guide", "portrait"];

export class Hits {
  private taken: string[] = [];

  constructor(private readonly origin: string) {}

  /** What to do about the texts of one picture, one frame of a gun, one paste. */
  judge(seen: readonly Seen[], wanted: Wanted, given: Given): Hit {
    const readings = seen.map((one) => ({ ...one, ...readingOf(one.text, this.origin) }));
    const { ours, others } = choose(readings, wanted.accepts);
    const fresh = ours.filter((one) => given.source !== "camera" || !this.taken.includes(one.text));
    const which = others.find((one) => !wanted.overlooks.includes(one.kind) && !this.taken.includes(one.text));
    if (!fresh.length) return ours.length || !which ? { act: "nothing" } : { act: "stranger", which };
    if (new Set(fresh.map((one) => one.kind)).size < fresh.length) return { act: "ask", among: fresh };
    const ordered = fresh.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
    return { act: "take", scans: ordered.map((one) => this.take(one, given)) };
  }

  /** The one the person chose; the ones not chosen are let alone from now on. */
  chosen(which: Placed, among: readonly Placed[], given: Given): Scan {
    for (const one of among) this.remember(one.text);
    return this.take(which, given);
  }

  /** The last texts may be taken again. */
  forget(): void {
    this.taken = [];
  }

  private take(one: Placed, given: Given): Scan {
    this.remember(one.text);
    const { kind, text, matter, reference } = one;
    return { kind, text, ...(matter === undefined ? {} : { matter }), ...(reference === undefined ? {} : { reference }), ...given };
  }

  private remember(text: string): void {
    this.taken = [text, ...this.taken.filter((one) => one !== text)].slice(0, REMEMBERED);
  }
}
