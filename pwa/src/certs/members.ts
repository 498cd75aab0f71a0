/** Reading members of parsed JSON by kind. Each throws MalformedError when the member is missing or of another kind. */
import { malformed } from "./errors";
import { Fraction, type Json, type JsonObject } from "./json";

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Fraction);
}

export function member(value: Json, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function text(value: Json, name: string): string {
  const found = member(value, name);
  return typeof found === "string" ? found : malformed(`${name} is missing or no text`);
}

/** An integer within 53 bits. */
export function integer(value: Json, name: string): number {
  const found = member(value, name);
  return typeof found === "number" ? found : malformed(`${name} is missing or no integer`);
}

export function integerOrNull(value: Json, name: string): number | null {
  return (member(value, name) ?? null) === null ? null : integer(value, name);
}

export function list(value: Json, name: string): readonly Json[] {
  const found = member(value, name);
  return Array.isArray(found) ? (found as readonly Json[]) : malformed(`${name} is missing or no list`);
}

export function object(value: Json, name: string): JsonObject {
  const found = member(value, name);
  return isObject(found) ? found : malformed(`${name} is missing or no object`);
}

export function bilingual(value: Json, name: string): Bilingual {
  const found = object(value, name);
  return { zh: text(found, "zh"), en: text(found, "en") };
}
