/**
 * A field's value as people read it: days as days, an open end in words, people by name, pictures apart. A masked value
 * is shown as the office masked it.
 */
import type { components } from "@/api/schema";

export type ShownField = components["schemas"]["ShownField"];

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export type Value = { kind: "text"; text: string } | { kind: "day"; day: string } | { kind: "open" | "none" };

export function valueOf(field: ShownField): Value {
  const { value } = field;
  if (field.kind === "date") return dayValue(value);
  if (value === null || value === undefined || value === "") return { kind: "none" };
  return { kind: "text", text: Array.isArray(value) ? value.map(person).join("；") : scalar(value) };
}

/** Whether the office hid part of the value. */
export function isMasked(field: ShownField): boolean {
  return typeof field.value === "string" && /\*/.test(field.value);
}

/** The source of a picture field, or undefined while it is hidden. Portraits are WebP (base64). */
export function pictureOf(field: ShownField): string | undefined {
  const { value } = field;
  if (field.kind !== "image" || typeof value !== "string" || value === "" || isMasked(field)) return undefined;
  return `data:image/webp;base64,${value}`;
}

function dayValue(value: unknown): Value {
  if (typeof value !== "string" || value === "长期") return { kind: "open" };
  return DAY.test(value) ? { kind: "day", day: value } : { kind: "text", text: value };
}

function person(one: unknown): string {
  if (typeof one !== "object" || one === null) return scalar(one);
  return Object.values(one).map(scalar).filter(Boolean).join(" ");
}

function scalar(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
