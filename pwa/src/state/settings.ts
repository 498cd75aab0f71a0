/**
 * How this phone likes its pages: language, colours, elder mode and its text size. Kept in localStorage, because
 * public/boot.js reads it before the first paint; applied as attributes of <html>.
 */
import { reactive, readonly, watch } from "vue";

export type Language = "zh" | "en";
export type Theme = "auto" | "light" | "dark";

export interface Settings {
  language: Language;
  theme: Theme;
  elder: boolean;
  /** Text size in elder mode, points. */
  size: number;
}

export const SMALLEST = 18;
export const LARGEST = 30;
export const KEY = "liangma.settings";
const PIXELS_A_POINT = 4 / 3;
const PAPER = { light: "#f4f7f5", dark: "#101614" };

/** What was kept, made whole: a value of another kind falls back to what the phone says. */
export function readSettings(text: string | null, systemLanguage: string): Settings {
  const kept = parse(text);
  const language = kept["language"] === "zh" || kept["language"] === "en" ? kept["language"] : spoken(systemLanguage);
  const theme = kept["theme"] === "light" || kept["theme"] === "dark" ? kept["theme"] : "auto";
  return { language, theme, elder: kept["elder"] === true, size: inRange(kept["size"]) };
}

function parse(text: string | null): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(text ?? "{}");
    return typeof found === "object" && found !== null ? (found as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function spoken(systemLanguage: string): Language {
  return /^zh/i.test(systemLanguage) ? "zh" : "en";
}

function inRange(size: unknown): number {
  const wanted = typeof size === "number" && Number.isFinite(size) ? Math.round(size) : SMALLEST;
  return Math.min(LARGEST, Math.max(SMALLEST, wanted));
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is blocked: settings last as long as the page
  }
}

/** Read and write freely; every change is kept and applied at once. */
export const settings = reactive<Settings>(readSettings(stored(), navigator.language));

const system = matchMedia("(prefers-color-scheme: dark)");
const shown = reactive({ theme: resolved() });

/** The colours on the screen now. */
export const colours: Readonly<{ theme: "light" | "dark" }> = readonly(shown);

function resolved(): "light" | "dark" {
  if (settings.theme !== "auto") return settings.theme;
  return system.matches ? "dark" : "light";
}

function keep(): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    return; // storage is full or blocked: the page still obeys
  }
}

function apply(): void {
  const root = document.documentElement;
  shown.theme = resolved();
  root.lang = settings.language === "zh" ? "zh-CN" : "en";
  root.dataset["theme"] = shown.theme;
  root.toggleAttribute("data-elder", settings.elder);
  root.style.fontSize = settings.elder ? `${inRange(settings.size) * PIXELS_A_POINT}px` : "";
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", PAPER[shown.theme]);
}

let keeping = true;

/** Obey what another tab has kept, without writing it anew: two tabs would answer each other for ever. */
export function takeOver(others: Settings): void {
  keeping = false;
  Object.assign(settings, others);
  keeping = true;
}

watch(
  settings,
  () => {
    if (keeping) keep();
    apply();
  },
  { flush: "sync" },
);
system.addEventListener("change", apply);
apply();
