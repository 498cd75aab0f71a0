/**
 * Builds the package for other programs from src/certs: one ESM file without dependencies, its types, README and licence.
 * `npm run build:package [FOLDER]`, package/dist unless told; then `npm pack FOLDER`. The version is the project's.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "vite";

const PWA = join(import.meta.dirname, "..");
const FOLDER = resolve(process.argv[2] ?? join(PWA, "package", "dist"));

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
await build({
  root: PWA,
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  build: {
    outDir: FOLDER,
    emptyOutDir: false,
    target: "es2022",
    minify: false,
    lib: { entry: join(PWA, "src", "certs", "index.ts"), formats: ["es"], fileName: () => "index.js" },
  },
});
execFileSync(process.execPath, [join(PWA, "node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.package.json", "--outDir", join(FOLDER, "types")], {
  cwd: PWA,
  stdio: "inherit",
});
for (const [from, to] of [["package/README.md", "README.md"], ["../LICENSE", "LICENSE"]]) cpSync(join(PWA, from), join(FOLDER, to));
writeFileSync(join(FOLDER, "package.json"), `${JSON.stringify(description(), null, 2)}\n`);

function description() {
  const project = readFileSync(join(PWA, "..", "pyproject.toml"), "utf8");
  const version = /^version = "([^"]+)"$/m.exec(project)?.[1];
  if (version === undefined) throw new Error("pyproject.toml names no version");
  return {
    name: "liangma-certs",
    version,
    description: "Verify Liangma codes offline, in browsers and in Node",
    license: "Apache-2.0",
    type: "module",
    engines: { node: ">=20" },
    exports: { ".": { types: "./types/index.d.ts", default: "./index.js" } },
    types: "./types/index.d.ts",
    sideEffects: false,
    files: ["index.js", "types", "README.md", "LICENSE"],
  };
}
