/** How long a call waits for an office that took it and says nothing. */
const PATIENCE = 30_000; // milliseconds

/** A signal that ends the call then, or when `given` does. */
export function inTime(given?: AbortSignal): AbortSignal {
  const limit = AbortSignal.timeout(PATIENCE);
  if (given === undefined) return limit;
  return "any" in AbortSignal ? AbortSignal.any([given, limit]) : either(given, limit);
}

/** For browsers before 2024. */
function either(...signals: AbortSignal[]): AbortSignal {
  const both = new AbortController();
  for (const one of signals) {
    if (one.aborted) both.abort(one.reason);
    one.addEventListener("abort", () => both.abort(one.reason), { once: true });
  }
  return both.signal;
}
