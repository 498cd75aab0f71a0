/**
 * How the pages are built: pages load when first opened, every file is compressed beforehand, and the service worker
 * (src/service-worker.ts) receives the list of files to keep.
 */
import { fileURLToPath } from "node:url";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";
import { keptFiles } from "./tools/kept_files.ts";
import { precompressed } from "./tools/precompressed.ts";

const OFFICE = ["/api", "/oauth", "/.well-known", "/openapi.json", "/docs", "/types"];

export default defineConfig({
  plugins: [
    vue(),
    keptFiles(),
    precompressed(),
  ],
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
  },
  resolve: {
    alias: { "@": fileURLToPath(new URL("src", import.meta.url)) },
  },
  build: {
    target: "es2022",
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    host: "127.0.0.1",
    proxy: Object.fromEntries(OFFICE.map((path) => [path, "http://127.0.0.1:8000"])),
  },
});
