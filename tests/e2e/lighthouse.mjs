/*
 * Lighthouse on one page of a running Chromium, signed in as it is: node lighthouse.mjs PORT URL [CATEGORY...]
 * Prints one line of JSON: category to score (0 to 1), and the audits that cost points.
 */
import lighthouse from "../../pwa/node_modules/lighthouse/core/index.js";

const [port, url, ...onlyCategories] = process.argv.slice(2);
// Only a speed is known after a second of quiet; what else is judged stands when the page does.
const atOnce = { pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, cpuQuietThresholdMs: 0, disableFullPageScreenshot: true };
const { lhr } = await lighthouse(url, {
  port: Number(port),
  onlyCategories,
  disableStorageReset: true,
  logLevel: "silent",
  ...(onlyCategories.includes("performance") ? {} : atOnce),
});
if (lhr.runtimeError) throw new Error(`${lhr.runtimeError.code}: ${lhr.runtimeError.message}`);

const scores = Object.fromEntries(Object.values(lhr.categories).map((one) => [one.id, one.score]));
const lost = Object.values(lhr.categories).flatMap((category) =>
  category.auditRefs
    .filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 1)
    .map(({ id }) => `${id}: ${lhr.audits[id].displayValue ?? lhr.audits[id].title}`),
);
process.stdout.write(JSON.stringify({ url: lhr.finalDisplayedUrl, scores, lost }));
