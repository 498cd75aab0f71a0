/** How long a call waits for an office that took it and says nothing. */
const PATIENCE = 30_000; // milliseconds

/** A signal that ends the call then, or when `given` does. */
export function inTime(given?: AbortSignal): AbortSignal {
  const limit = AbortSignal.timeout(PATIENCE);
  if (given === undefined) return limit;
  return "any" in AbortSignal ? AbortSignal.any([given, limit]) : given; // missing in browsers before 2024
}
