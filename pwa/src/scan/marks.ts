/**
 * Times of a scan on the browser's own performance timeline, for whoever measures the page.
 *
 * `scan:decode` lasts from the frame to its text, `scan:server` from the request to its answer, `scan:verdict` from the
 * frame to the verdict on the page. Times in ms since the page was opened.
 */
export type Span = "scan:decode" | "scan:server" | "scan:verdict";

const MOST = 200;

/** Notes a span; older ones are dropped so that a day at the window does not fill the memory. */
export function note(span: Span, start: number, end: number): void {
  if (performance.getEntriesByName(span, "measure").length >= MOST) performance.clearMeasures(span);
  performance.measure(span, { start: Math.min(start, end), end });
}
