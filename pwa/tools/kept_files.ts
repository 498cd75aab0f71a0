/**
 * A build step: builds src/service-worker.ts with the list of the files that every phone keeps, and a version that
 * changes when any of them does.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { build, type Plugin } from "vite";

/** Big files that few need are kept when first used: the scanner's wasm. Build notes are nobody's. */
const KEPT = /^\/(index\.html|boot\.js|favicon\.svg|[a-z]+\.webmanifest|icons\/.+|assets\/.+\.(js|css|woff2))$/;

function filesOf(folder: string): string[] {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true });
  const names = found.filter((file) => file.isFile()).map((file) => `/${relative(folder, join(file.parentPath, file.name))}`);
  return names.filter((name) => KEPT.test(name)).sort();
}

function versionOf(folder: string, files: string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update("\0").update(readFileSync(join(folder, file)));
  return hash.digest("hex").slice(0, 12);
}

async function buildWorker(folder: string): Promise<void> {
  const files = filesOf(folder);
  await build({
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    define: { __VERSION__: JSON.stringify(versionOf(folder, files)), __FILES__: JSON.stringify(files) },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: "es2022",
      rolldownOptions: {
        input: "src/service-worker.ts",
        output: { format: "iife", entryFileNames: "service-worker.js" },
      },
    },
  });
}

export function keptFiles(): Plugin {
  let folder = "dist";
  return {
    name: "kept-files",
    apply: "build",
    configResolved(config) {
      folder = config.build.outDir;
    },
    closeBundle: { order: "post", sequential: true, handler: () => buildWorker(folder) },
  };
}
