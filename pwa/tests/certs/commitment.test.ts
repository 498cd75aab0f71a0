/** The digest of a commitment is the one that the office makes of the same document. */
import { expect, test } from "vitest";
import { textDigest } from "@/certs/commitment";

const READ = { zh: "本人承诺", version: 2, materials: ["layout"], en: "I promise" };
const DIGEST = "rLfHMAFFwoKov73AXyGrjsQ94e5O-wNrkq8EPplmH6E"; // the office's tests hold the same

test("what was read has one digest, in whichever order it came", async () => {
  expect(await textDigest(READ)).toBe(DIGEST);
  expect(await textDigest(Object.fromEntries(Object.entries(READ).reverse()))).toBe(DIGEST);
  expect(await textDigest({ ...READ, version: 3 })).not.toBe(DIGEST);
});
