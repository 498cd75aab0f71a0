/** Small rules of the citizen's pages: numbers, names of phones, ages, searching, order, colours, values, filters. */
import { expect, test } from "vitest";
import { contrastOf, faceColour } from "@/components/face";
import { isMasked, pictureOf, valueOf } from "@/pages/citizen/certificate/values";
import { countOf, fromAddress, NOTHING, queryOf, toAddress } from "@/pages/citizen/history/filter";
import { byDay } from "@/pages/citizen/history/useHistory";
import { numberIsRight, tidyNumber } from "@/components/citizenNumber";
import { tidyDigits, tidyPhone } from "@/components/typedDigits";
import { phoneName } from "@/pages/citizen/sign-in/steps";
import { ageWords } from "@/pages/citizen/wallet/age";
import { inShownOrder, mayMove, moved } from "@/pages/citizen/wallet/arrange";
import { findCards, groupByHolder } from "@/pages/citizen/wallet/find";
import { namesIn } from "@/state/issuers";
import { encode } from "@/certs/base64url";
import { toUtf8 } from "@/certs/bytes";
import { makeCard } from "./cards";

test("a citizen number with a wrong or swapped digit is noticed before anybody is asked", () => {
  expect(numberIsRight("990103194509160069")).toBe(true);
  for (const wrong of ["990103194509160068", "990103194590160069", "99010319450916006", "99010319450916006X"]) expect(numberIsRight(wrong), wrong).toBe(false);
});

test("a number typed with spaces, full-width digits or a small x is tidied", () => {
  expect(tidyNumber(" ９９0103 19450916 006x ")).toBe("99010319450916006X");
});

test("a phone number and a code are tidied of full-width digits, spaces, hyphens and the country's number", () => {
  for (const typed of ["１３８００１３８０００", "138 0013 8000", "+86 138-0013-8000", "0086(138)00138000", "8613800138000"]) expect(tidyPhone(typed), typed).toBe("13800138000");
  expect(tidyPhone("861380013800")).toBe("861380013800"); // a digit is missing: nothing is guessed
  expect(tidyDigits(" １２３ 456 ")).toBe("123456");
});

test("a phone is named by what the browser says of itself, an unknown one plainly", () => {
  expect(phoneName("Mozilla/5.0 (iPhone; CPU iPhone OS 19) Version/19 Safari/604.1", true)).toBe("苹果手机 · Safari");
  expect(phoneName("Mozilla/5.0 (Linux; Android 16) Chrome/140 Mobile", false)).toBe("Android phone · Chrome");
  expect(phoneName("something", false)).toBe("Phone");
});

test.each([[-5, "moment", undefined], [119, "moment", undefined], [120, "minutes", 2], [3600, "hours", 1], [86_399, "hours", 23], [200_000, "days", 2]])("an age of %d s is told in %s", (age, unit, count) => {
  expect(ageWords(age)).toEqual([`citizen.wallet.age.${unit}`, count === undefined ? {} : { count }]);
});

const company = makeCard("c", { holder_kind: "organisation", holder_name: "某公司", type: { ...makeCard("c").type, name: { zh: "营业执照", en: "Business licence" } } });

test("a card is found by words of its type, holder or number in any order, and not by others", () => {
  const cards = [makeCard("a"), company];
  expect(findCards(cards, "身份").map((card) => card.certificate_id)).toEqual(["a"]);
  expect(findCards(cards, "公司 LICENCE").map((card) => card.certificate_id)).toEqual(["c"]);
  expect(findCards(cards, "0021")).toHaveLength(2);
  expect(findCards(cards, "护照")).toEqual([]);
});

test("a person's own cards come before those of companies, in the order they were given", () => {
  expect(groupByHolder([company, makeCard("a"), makeCard("b")]).map((group) => group.cards.map((card) => card.certificate_id))).toEqual([["a", "b"], ["c"]]);
});

test("a card moves among its own holder's cards and no further", () => {
  const shown = inShownOrder([company, makeCard("a"), makeCard("b")]);
  expect(mayMove(shown, 0, 1)).toBe(true);
  expect(mayMove(shown, 1, 2)).toBe(false);
  expect(mayMove(shown, 0, -1)).toBe(false);
  expect(moved(shown, 0, 1)).toEqual(["b", "a", "c"]);
});

test("a face whose text would be hard to read is darkened until it is not, others stay", () => {
  for (const colour of ["#e8590c", "#5c940d", "#2b8a3e", "#ffffff"]) expect(contrastOf(faceColour(colour, "#ffffff"), "#ffffff")).toBeGreaterThanOrEqual(5.4);
  expect(faceColour("#1c3d6e", "#ffffff")).toBe("rgb(28 61 110)");
  expect(contrastOf(faceColour("#404040", "#000000"), "#000000")).toBeGreaterThanOrEqual(5.4);
});

const field = (kind: string, value: unknown) => ({ name: "f", kind, label: { zh: "", en: "" }, value });

test("days are days, an open end is open, people are told by name, and what is masked stays as it is", () => {
  expect(valueOf(field("date", "2026-11-22"))).toEqual({ kind: "day", day: "2026-11-22" });
  expect(valueOf(field("date", null))).toEqual({ kind: "open" });
  expect(valueOf(field("date", "1945******"))).toEqual({ kind: "text", text: "1945******" });
  expect(valueOf(field("people", [{ name: "于某", number: "1" }, { name: "杜某" }]))).toEqual({ kind: "text", text: "于某 1；杜某" });
  expect(valueOf(field("text", null))).toEqual({ kind: "none" });
});

test("a hidden picture is no picture", () => {
  expect(pictureOf(field("image", "***"))).toBeUndefined();
  expect(pictureOf(field("image", "UklGR"))).toBe("data:image/webp;base64,UklGR");
  expect(isMasked(field("text", "张*"))).toBe(true);
  expect(isMasked(field("text", "张三"))).toBe(false);
});

test("a filter survives the address bar, asks only what is set, and nonsense in the address is nothing", () => {
  const filter = { ...NOTHING, kind: "window" as const, from: "2026-11-01" };
  expect(fromAddress(toAddress(filter))).toEqual(filter);
  expect(countOf(filter)).toBe(2);
  expect(queryOf(filter)).toEqual({ limit: 20, verifier_kind: "window", from: "2026-11-01" });
  expect(fromAddress({ kind: "burglar", outcome: "maybe", from: "soon", to: ["a"] as never })).toEqual(NOTHING);
});

test("entries are told by the day they happened on", () => {
  const entries = ["2026-11-22T03:00:00", "2026-11-22T01:00:00", "2026-11-21T23:00:00"].map((at) => ({ at }) as never);
  expect(byDay(entries).map((day) => [day.day, day.entries.length])).toEqual([["2026-11-22", 2], ["2026-11-21", 1]]);
});

test("names of issuers are read from the trust list", () => {
  const payload = encode(toUtf8(JSON.stringify({ issuers: { GA: { name: { zh: "公安局", en: "Police" }, keys: [] } } })));
  expect(namesIn(`e30.${payload}.x`)).toEqual({ GA: { zh: "公安局", en: "Police" } });
});
