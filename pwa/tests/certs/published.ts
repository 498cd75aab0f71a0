/** Where the vectors published by others are: the folder LIANGMA_VECTORS names, or ../shared/vectors of the checkout. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export const VECTORS = process.env["LIANGMA_VECTORS"] ?? join(import.meta.dirname, "../../../../shared/vectors");
export const PRESENT = existsSync(VECTORS);
/** In continuous integration their absence is a failure; elsewhere these tests are not collected. */
export const DEMANDED = Boolean(process.env["CI"]);

export function read(...path: readonly string[]): string {
  return readFileSync(join(VECTORS, ...path), "utf8");
}

/** Names of the JSON files of a folder. */
export function jsonFiles(...path: readonly string[]): string[] {
  return readdirSync(join(VECTORS, ...path)).filter((name) => name.endsWith(".json"));
}
