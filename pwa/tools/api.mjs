/**
 * Makes src/api/schema.d.ts from the office's own OpenAPI document. With --check it writes nothing and fails when the
 * committed file is not what the document makes.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const root = fileURLToPath(new URL("../..", import.meta.url));
const target = new URL("../src/api/schema.d.ts", import.meta.url);
const document = execFileSync(`${root}/.venv/bin/python`, ["-m", "tools.openapi_document"], {
  cwd: root,
  maxBuffer: 64_000_000,
  stdio: ["ignore", "pipe", "pipe"],
});
const HEAD = "/** Made from /openapi.json by `npm run api`; never edited by hand. */\n";
const text = HEAD + astToString(await openapiTS(JSON.parse(document.toString())));

if (!process.argv.includes("--check")) {
  writeFileSync(target, text);
} else if (readFileSync(target, "utf8") !== text) {
  process.stderr.write("src/api/schema.d.ts is older than the API: run `npm run api` in pwa/\n");
  process.exit(1);
}
