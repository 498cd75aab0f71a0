/**
 * What went wrong without anybody waiting for it. A mistake in a page is said on the page, once, with a way on; a chunk
 * that a half-loaded or replaced version no longer has is told apart, because an update mends it.
 */
import { reactive } from "vue";

export const broken = reactive<{ what: "none" | "page" | "stale" }>({ what: "none" });

const MISSING_CHUNK = /dynamically imported module|module script failed|Unable to preload|error loading/i;

export function broke(error: unknown): void {
  broken.what = error instanceof Error && MISSING_CHUNK.test(error.message) ? "stale" : "page";
  reportError(error);
}
