/** Takes the registry's addresses out of package-lock.json: versions and hashes stay, each machine uses its own index. */
import { readFileSync, writeFileSync } from "node:fs";

const path = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(path, "utf8"));
for (const found of Object.values(lock.packages)) delete found.resolved;
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
