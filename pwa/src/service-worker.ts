/**
 * Keeps the pages on the phone. It answers for the pages and nothing else.
 *
 * Rules: 1. the files of one version are fetched whole before that version may take over, so a half-loaded update leaves
 * the old version at work; 2. it never answers for /api, /oauth, /.well-known, /openapi.json, /docs: certificates are
 * not its business; 3. opening any page without a network gives index.html of this version; 4. big files that few need
 * (the scanner's wasm) are kept when first used; 5. it takes over only when the page says so, after its user agreed.
 */
/// <reference lib="webworker" />
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from "workbox-precaching";

declare const self: ServiceWorkerGlobalScope;

const NOT_OURS = /^\/(api|oauth|\.well-known|openapi\.json|docs|types|healthz|readyz)(\/|$)/;
const USED_ONCE = /^\/assets\/.+\.(wasm|js|css|woff2)$/;
const ASSETS = "liangma-assets";

precacheAndRoute(self.__WB_MANIFEST, { cleanURLs: false, directoryIndex: "" });
cleanupOutdatedCaches();

async function page(request: Request): Promise<Response> {
  return (await matchPrecache("/index.html")) ?? fetch(request);
}

async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(ASSETS);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin || NOT_OURS.test(url.pathname)) return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request));
  else if (USED_ONCE.test(url.pathname)) event.respondWith(asset(event.request));
});

self.addEventListener("message", (event) => {
  const told = event.data as { type?: string } | null;
  if (told?.type === "take over") void self.skipWaiting();
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
