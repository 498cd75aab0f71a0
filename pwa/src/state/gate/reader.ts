/**
 * A gate must read codes without a network from its first hour on: the scanner's WebAssembly is fetched as soon as the
 * service worker is in charge, which keeps it, instead of when the camera first needs it.
 */
import wasmAddress from "zxing-wasm/reader/zxing_reader.wasm?url";

const PATIENCE = 15_000; // milliseconds a set-up waits for it; later it is tried again

let kept: Promise<void> | null = null;

/** Resolves when it is kept, or when it took too long; a browser without service workers keeps nothing. */
export async function keepReader(): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (workers === undefined) return;
  kept ??= fetchThrough(workers).catch(() => {
    kept = null; // no network: the next time
  });
  await Promise.race([kept, new Promise((done) => setTimeout(done, PATIENCE))]);
}

async function fetchThrough(workers: ServiceWorkerContainer): Promise<void> {
  if (workers.controller === null) {
    await new Promise((done) => workers.addEventListener("controllerchange", done, { once: true }));
  }
  const answer = await fetch(wasmAddress);
  if (!answer.ok) throw new Error(`${wasmAddress}: ${answer.status}`);
  await answer.arrayBuffer();
}
