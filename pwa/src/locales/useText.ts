/** Words, dates, numbers and lists in the language of now, for the setup of a component: `const { t, both, date } = useText()`. */
import type { Bilingual } from "@/api/problem";
import { settings } from "@/state/settings";
import { text } from "./texts";

export type DateKind = "month" | "day" | "minute" | "time" | "second";

const KINDS: Record<DateKind, Intl.DateTimeFormatOptions> = {
  month: { year: "numeric", month: "long" },
  day: { year: "numeric", month: "long", day: "numeric" },
  minute: { year: "numeric", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false },
  time: { hour: "2-digit", minute: "2-digit", hour12: false },
  second: { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false },
};
const DAY_ONLY = /^\d{4}-\d{2}-\d{2}$/;
const made = new Map<string, Intl.DateTimeFormat>();

function locale(): string {
  return settings.language === "zh" ? "zh-CN" : "en-GB";
}

function formatter(kind: DateKind, zone: string | undefined): Intl.DateTimeFormat {
  const name = `${locale()} ${kind} ${zone ?? ""}`;
  const found = made.get(name) ?? new Intl.DateTimeFormat(locale(), { ...KINDS[kind], timeZone: zone });
  made.set(name, found);
  return found;
}

/** `value` = seconds since 1970, an ISO time, or a day such as 2026-11-22 (which no time zone moves). */
function date(value: number | string, kind: DateKind = "day"): string {
  const moment = typeof value === "number" ? new Date(value * 1000) : new Date(value);
  if (Number.isNaN(moment.getTime())) return String(value);
  const zone = typeof value === "string" && DAY_ONLY.test(value) ? "UTC" : undefined;
  return formatter(kind, zone).format(moment);
}

function number(value: number, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(locale(), options).format(value);
}

/** Several as one enumeration: "a, b and c". */
function list(words: readonly string[]): string {
  return new Intl.ListFormat(locale()).format(words);
}

function both(words: Bilingual): string {
  return words[settings.language];
}

/** All of it reads `settings`, so a template that uses it follows the language by itself. */
export function useText(): {
  t: typeof text;
  both: typeof both;
  date: typeof date;
  number: typeof number;
  list: typeof list;
} {
  return { t: text, both, date, number, list };
}
