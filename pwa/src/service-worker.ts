/**
 * Keeps the pages on the phone. It answers for the pages and nothing else.
 *
 * Rules: 1. the files of one version are fetched whole before that version may take over, so a half-loaded update leaves
 * the old one at work; 2. a file whose name carries its hash is taken from the version before when that has it; 3. it
 * never answers for /api, /oauth, /openid, /.well-known, /openapi.json, /docs: these are not its business; 4. opening any
 * page gives index.html of this version, with or without a network; 5. big files that few need (the scanner's wasm) are
 * kept when first used; 6. it takes over only when the page says so, after its user agreed.
 */
declare const self: ServiceWorkerGlobalScope;
/** Filled in by the build: a name for this set of files, and their addresses. */
declare const __VERSION__: string;
declare const __FILES__: string[];
export {};

const CACHE = `liangma-${__VERSION__}`;
const USED_LATER = "liangma-used-later";
const NOT_OURS = /^\/(api|oauth|openid|\.well-known|openapi\.json|docs|types|healthz|readyz)(\/|$)/;
const HASHED = /^\/assets\//;

async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(__FILES__.map((file) => take(cache, file)));
}

async function take(cache: Cache, file: string): Promise<void> {
  const kept = HASHED.test(file) ? await caches.match(file) : undefined;
  const answer = kept ?? (await fetch(file === "/index.html" ? "/" : file, { cache: "no-cache" }));
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  await cache.put(file, answer);
}

async function tidy(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("liangma-") && name !== CACHE && name !== USED_LATER);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function page(request: Request): Promise<Response> {
  return (await caches.match("/index.html", { cacheName: CACHE })) ?? fetch(request);
}

async function file(request: Request, path: string): Promise<Response> {
  const kept = await caches.match(path, { cacheName: CACHE });
  if (kept !== undefined) return kept;
  return HASHED.test(path) ? usedLater(request) : fetch(request);
}

async function usedLater(request: Request): Promise<Response> {
  const cache = await caches.open(USED_LATER);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin || NOT_OURS.test(pathname)) return;
  event.respondWith(event.request.mode === "navigate" ? page(event.request) : file(event.request, pathname));
});

self.addEventListener("message", (event) => {
  const told = event.data as { type?: string } | null;
  if (told?.type === "take over") void self.skipWaiting();
});
