/**
 * How the pages are built: pages load when first opened, every file is compressed beforehand, and the service worker
 * (src/service-worker.ts) receives the list of files to keep.
 */
import { fileURLToPath } from "node:url";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";
import { firstSight } from "./tools/first_sight.ts";
import { keptFiles } from "./tools/kept_files.ts";
import { precompressed } from "./tools/precompressed.ts";

const OFFICE = ["/api", "/oauth", "/openid", "/.well-known", "/openapi.json", "/docs", "/types"];

/** The oldest browsers that are served: docs/browsers.md says why these, public/boot.js tells older ones. */
const OLDEST = ["safari16.4", "chrome111", "edge111", "firefox121"];

/** Of the files with these names those that the wallet's first sight needs; the rest load with the second page. */
const FIRST = firstSight();
const first = (names: RegExp) => (id: string): boolean => FIRST.has(id.replace(/\?.*/, "")) && names.test(id);

/** What loads together, first match wins: few requests for the first page, and nobody loads an area that is not theirs. */
const CHUNKS = [
  { name: "vue", test: /node_modules\/(@vue|vue|vue-router)\// },
  { name: "core", test: /src\/(api\/|locales\/\w+\.ts)|plugin-vue:export-helper|\/(idb|openapi-fetch)\// },
  { name: "core", test: first(/src\/state\/\w+\.ts/) },
  { name: "scan", test: /src\/components\/scan\// },
  { name: "parts", test: first(/src\/(components\/(\w+\.\w|shell\/)|design\/|pages\/citizen\/condition)/) },
  { name: "more", test: /src\/(components\/((?!Qr|qr)\w+\.\w|shell\/|sign-in\/)|composables\/|state\/(?!passkeys)\w+\.ts)/ },
  { name: "pieces", test: /src\/components\/(?!charts)\w+\// },
  { name: "home", test: /src\/pages\/citizen\/(HomePage|wallet\/|notices\/NoticeBell|proposals\/(OfferCards|offers)|requests\/(RequestCards|waiting|lines))/ },
  { name: "show", test: /src\/pages\/citizen\/(show|pack|answer)\/.+\.vue/ },
  ...["window", "gate", "admin"].map((area) => ({ name: area, test: new RegExp(`src/pages/${area}/.+\\.vue`) })),
].map((chunk, place, all) => ({ ...chunk, priority: all.length - place, includeDependenciesRecursively: false }));

export default defineConfig({
  plugins: [vue(), keptFiles(), precompressed()],
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
  },
  resolve: {
    alias: { "@": fileURLToPath(new URL("src", import.meta.url)) },
  },
  build: {
    target: OLDEST,
    cssTarget: OLDEST,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { checks: { bundlerTimings: false }, output: { codeSplitting: { groups: CHUNKS } } },
  },
  worker: { format: "es" },
  server: {
    host: "127.0.0.1",
    proxy: Object.fromEntries(OFFICE.map((path) => [path, "http://127.0.0.1:8000"])),
  },
});
