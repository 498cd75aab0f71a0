/** Which of our files the wallet's first sight needs: what its pages import at once, and what those do, and so on. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

const SOURCE = resolve(import.meta.dirname, "../src");
const STARTS = ["main.ts", "pages/citizen/HomePage.vue"];
/** `import x from "…"`, `export … from "…"`, `import "…"`; neither types nor `import("…")`, which loads later. */
const AT_ONCE = /^(?:import|export)\s+(?!type\b)(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm;

function place(name: string, from: string): string | undefined {
  if (!/^[.@]/.test(name) || name.startsWith("@") !== name.startsWith("@/")) return undefined; // somebody else's package
  const path = name.startsWith("@/") ? resolve(SOURCE, name.slice(2)) : resolve(dirname(from), name);
  return [path, `${path}.ts`, `${path}/index.ts`].find((one) => /\.\w+$/.test(one) && existsSync(one));
}

export function firstSight(): Set<string> {
  const found = new Set(STARTS.map((start) => resolve(SOURCE, start)));
  for (const file of found)
    for (const [, name = ""] of readFileSync(file, "utf8").matchAll(AT_ONCE)) {
      const next = place(name, file);
      if (next !== undefined) found.add(next);
    }
  return found;
}
