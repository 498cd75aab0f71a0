/** The portrait frame, by the vectors that pytest reads too. */
import { describe, expect, it, test } from "vitest";
import { checkPortrait, portraitText, readPortrait, shownDigest } from "@/certs/portrait";
import { REASON_CODES } from "@/certs/reasons";
import { verifyOffline } from "@/certs/verify";
import { BUNDLE, NOW, codeOf, reasonOf, vectors } from "./vectors";

interface Case {
  readonly name: string;
  readonly text: string;
  readonly digest: string | null;
  readonly reason: string | null;
}

const CASES = (vectors("portrait.json") as { readonly vectors: readonly Case[] }).vectors;

describe("every vector gets the answer written beside it", () => {
  it.each(CASES)("$name", async ({ text, digest, reason }) => {
    const answer = await checkPortrait(text, digest);
    expect(answer.belongs ? null : answer.reason).toBe(reason);
    if (answer.belongs) {
      expect(portraitText(answer.picture)).toBe(text);
      expect(portraitText(Buffer.from(answer.picture).toString("base64"))).toBe(text);
    } else {
      expect(REASON_CODES).toContain(answer.reason);
    }
  });
});

test("a picture that no frame may carry is not written", async () => {
  for (const picture of [new Uint8Array(), new Uint8Array(600), "no base64!", "AAAA"]) {
    expect(await reasonOf(() => portraitText(picture))).toMatch(/^(malformed|too_long)$/);
  }
});

test("what is no text is refused", async () => {
  for (const thing of [null, undefined, 5, {}, new Uint8Array(60)]) {
    expect(await checkPortrait(thing, "00")).toEqual({ belongs: false, reason: "malformed" });
    expect(await reasonOf(() => readPortrait(thing))).toBe("malformed");
  }
});

test("the digest of an accepted view is found, and its absence is said", async () => {
  for (const [name, digest] of [["every kind of field", "00".repeat(16)], ["three fields", null]] as const) {
    const verdict = await verifyOffline({ text: codeOf(name), bundle: BUNDLE, verifierId: "g", now: NOW, seen: new Set() });
    if (!verdict.accepted) throw new Error(verdict.reason);
    expect(shownDigest(verdict)).toBe(digest);
  }
});
