/** The levels of a rating: best first, each with words of its own, and what may go wrong while one is given. */
import { expect, test } from "vitest";
import { loadTexts, setLanguage, text } from "@/locales";
import { BAD, isLevel, LEVELS, levelText, MOUTHS } from "@/pages/citizen/ratings/levels";

test("there are five levels, best first, each with a face and words that no other has", async () => {
  await loadTexts(["rating"]);
  await setLanguage("zh");
  expect(LEVELS).toEqual([5, 4, 3, 2, 1]);
  expect(new Set(LEVELS.map((level) => MOUTHS[level])).size).toBe(5);
  expect(new Set(LEVELS.map((level) => text(levelText(level)))).size).toBe(5);
  expect(text(levelText(BAD[0] ?? 1))).toBe("非常不满意");
  expect([0, 6].some(isLevel)).toBe(false);
});
