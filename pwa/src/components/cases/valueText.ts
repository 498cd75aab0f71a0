/** Values of shown fields and of forms as a person reads them; their kind is read off their form. */
import { textOf } from "@/certs/display";
import type { Person } from "@/certs/fields";
import type { Bilingual } from "@/api/problem";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Digests and images say nothing to a reader. */
const UNREADABLE = new Set(["portrait_digest", "portrait"]);

export function isReadable(name: string): boolean {
  return !UNREADABLE.has(name);
}

/** Both languages of a value; null (an open end) reads as "no end". */
export function valueText(value: unknown): Bilingual {
  if (value === null || typeof value === "boolean") return textOf("boolean", value);
  if (Array.isArray(value)) return textOf("people", value as Person[]);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return textOf(DAY.test(text) ? "date" : "text", text);
}
