/** The texts: both languages say the same things, every text is used, and every used key has a text. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { loadTexts, setLanguage, text, type TextKey, type Texts, useText } from "@/locales";
import { settings } from "@/state/settings";

const FILES = import.meta.glob<{ default: Texts }>("../../src/locales/{zh,en}/*.ts", { eager: true });
const AREAS = readdirSync("src/locales/zh").filter((name) => name.endsWith(".ts")).map((name) => name.replace(".ts", ""));
const SOURCES = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(vue|ts)$/.test(name) && !name.startsWith("locales/zh") && !name.startsWith("locales/en"))
  .map((name) => readFileSync(`src/${name}`, "utf8"))
  .join("\n");

function words(language: string, area: string): Map<string, string> {
  const file = FILES[`../../src/locales/${language}/${area}.ts`];
  const found = new Map<string, string>();
  const walk = (node: Texts, path: string): void => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === "string") found.set(`${path}.${key}`, value);
      else walk(value, `${path}.${key}`);
    }
  };
  walk(file?.default ?? {}, area);
  return found;
}

const NAMES = /["'`]((?:[a-z]\w*)(?:\.\w+)+)["'`]/g;
const PREFIXES = /`((?:[a-z]\w*\.)(?:\w+\.)*\w*)\$\{/g;
const named = new Set([...SOURCES.matchAll(NAMES)].map((found) => found[1] ?? ""));
const prefixes = [...new Set([...SOURCES.matchAll(PREFIXES)].map((found) => found[1] ?? ""))];

test.each(AREAS)("%s says the same things in both languages", (area) => {
  expect([...words("en", area).keys()]).toEqual([...words("zh", area).keys()]);
});

test.each(AREAS)("%s puts the same values into both languages, and leaves nothing empty", (area) => {
  const english = words("en", area);
  const values = (found: string): string[] => [...new Set(found.match(/\{\w+\}/g) ?? [])].sort();
  for (const [key, chinese] of words("zh", area)) {
    expect(chinese.trim(), key).not.toBe("");
    expect(values(english.get(key) ?? "").filter((name) => name !== "{count}"), key).toEqual(
      values(chinese).filter((name) => name !== "{count}"),
    );
  }
});

test.each(AREAS)("every text of %s is used", (area) => {
  const unused = [...words("zh", area).keys()].filter(
    (key) => !named.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)),
  );
  expect(unused).toEqual([]);
});

test("English has one form for one and another for more; Chinese needs one", async () => {
  await setLanguage("en");
  const { date } = useText();
  expect(date("2026-11-02")).toBe("2 November 2026");
  await setLanguage("zh");
  expect(date("2026-11-02")).toBe("2026年11月2日");
  expect(date("soon")).toBe("soon");
});

test("values are put into their places, and a place without a value stays to be seen", () => {
  expect(text("shared.signIn.demo", { code: "123456" })).toContain("123456");
  expect(text("shared.signIn.demo")).toContain("{code}");
});

test("texts of several areas that load at once are all there", async () => {
  vi.resetModules();
  settings.language = "en";
  await loadTexts(["show", "scan"]);
  const { both } = useText();
  expect(both({ zh: "是", en: "yes" })).toBe("yes");
  for (const area of ["shared", "show", "scan"] as const) {
    const [key, english] = [...words("en", area)].find(([, value]) => !/[{|]/.test(value)) ?? [];
    expect(text(key as TextKey), area).toBe(english);
  }
});
