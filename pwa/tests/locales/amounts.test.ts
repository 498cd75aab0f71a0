/** How long: in the largest unit in which it is at least two. */
import { beforeEach, expect, test } from "vitest";
import { setLanguage } from "@/locales";
import { amountWords } from "@/locales/amounts";

beforeEach(() => setLanguage("zh"));

test.each([
  [31, "31 秒"],
  [90, "90 秒"],
  [5400, "90 分钟"],
  [7199, "2 小时"],
  [3 * 86_400, "3 天"],
])("%s seconds are told as %s", (seconds, words) => {
  expect(amountWords(seconds)).toBe(words);
});
