/** Settings: read whatever was kept, apply to the page, keep every change; and boot.js agrees before the first paint. */
import { readFileSync } from "node:fs";
import { beforeEach, expect, test, vi } from "vitest";

const BOOT = readFileSync("public/boot.js", "utf8");
const root = document.documentElement;

async function start(kept: unknown) {
  localStorage.setItem("liangma.settings", JSON.stringify(kept));
  vi.resetModules();
  return import("@/state/settings");
}

function look() {
  return { lang: root.lang, theme: root.dataset["theme"], elder: root.hasAttribute("data-elder"), size: root.style.fontSize };
}

beforeEach(() => {
  for (const name of ["data-theme", "data-elder", "style", "lang"]) root.removeAttribute(name);
});

const CASES = [
  {},
  { language: "en", theme: "dark", elder: false, size: 18 },
  { language: "zh", theme: "light", elder: true, size: 24 },
  { language: "zh", elder: true, size: 99 },
  { language: "zh", elder: true, size: "big" },
  { language: "zh", elder: "yes", theme: "pink" },
];

test.each(CASES)("before the first paint and after it the page looks the same: %j", async (kept) => {
  await start(kept);
  const after = look();
  for (const name of ["data-theme", "data-elder", "style", "lang"]) root.removeAttribute(name);
  new Function(BOOT)();
  expect(look()).toEqual(after);
});

test("a change is applied and kept at once", async () => {
  const { settings } = await start({ language: "zh" });
  settings.elder = true;
  settings.size = 30;
  settings.theme = "dark";
  expect(look()).toEqual({ lang: "zh-CN", theme: "dark", elder: true, size: "40px" });
  expect(JSON.parse(localStorage.getItem("liangma.settings") ?? "")).toMatchObject({ elder: true, size: 30, theme: "dark" });
});

test("18 points are 24 pixels and sizes out of range are brought back into it", async () => {
  const { settings } = await start({ elder: true, size: 3 });
  expect(settings.size).toBe(18);
  expect(root.style.fontSize).toBe("24px");
});

test("what was kept by somebody else falls back to what the phone says", async () => {
  const { readSettings } = await start({});
  expect(readSettings("not json", "zh-HK")).toEqual({ language: "zh", theme: "auto", elder: false, size: 18 });
  expect(readSettings("[1]", "fr")).toMatchObject({ language: "en" });
  expect(readSettings("null", "zh")).toMatchObject({ language: "zh" });
});
