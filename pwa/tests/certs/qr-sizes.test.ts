/** What a phone draws: every view of every type within QR version 15 (level L), a portrait frame within version 16. */
import encodeQR from "qr";
import { describe, expect, it } from "vitest";
import { viewCode } from "@/certs/codes";
import { NOW, vectorPhone, vectors } from "./vectors";

interface Shown {
  readonly type: string;
  readonly view: number;
  readonly signed: string;
}

const KEY = await vectorPhone();
const VIEWS = (vectors("views.json") as { readonly views: readonly Shown[] }).views;
const FRAMES = (vectors("portrait.json") as { vectors: { text: string; reason: string | null }[] }).vectors;

function version(text: string): number {
  const drawn = encodeQR(text, "raw", { ecc: "low", encoding: "alphanumeric", border: 1 });
  return (drawn.length - 2 - 17) / 4;
}

describe("the largest code of a view fits version 15", () => {
  it.each(VIEWS)("$type $view", async ({ signed }) => {
    expect(version(await viewCode({ view: signed, key: KEY, iat: NOW }))).toBeLessThanOrEqual(15);
  });
});

describe("a portrait frame fits version 16", () => {
  it.each(FRAMES.filter(({ reason }) => reason === null).map(({ text }) => text))("%#", (text) => {
    expect(version(text)).toBeLessThanOrEqual(16);
  });
});
