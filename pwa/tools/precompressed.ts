/**
 * A build step: every text file of the finished pages gets a .gz and a .br beside it, so that the server never
 * compresses at request time. Runs after the service worker is written.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const TEXT = /\.(js|css|html|svg|json|webmanifest|wasm)$/;
const SMALLEST = 600;
const BIG = 200_000; // the best quality would take seconds there, for one or two per cent

function compress(path: string): void {
  const plain = readFileSync(path);
  if (plain.length < SMALLEST) return;
  const quality = plain.length > BIG ? 9 : 11;
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  writeFileSync(`${path}.br`, brotliCompressSync(plain, { params }));
  writeFileSync(`${path}.gz`, gzipSync(plain, { level: 9 }));
}

export function precompressed(): Plugin {
  let folder = "dist";
  return {
    name: "precompressed",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      folder = config.build.outDir;
    },
    closeBundle: {
      order: "post",
      sequential: true,
      handler() {
        const files = readdirSync(folder, { recursive: true, withFileTypes: true });
        for (const file of files) {
          if (file.isFile() && TEXT.test(file.name)) compress(join(file.parentPath, file.name));
        }
      },
    },
  };
}
