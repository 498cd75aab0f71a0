/** QR codes as one SVG path, level L: the code is on a screen for seconds, undamaged, so size serves it better. */
import encodeQR from "qr";

export const QUIET_MODULES = 4;
const ALPHANUMERIC = /^[0-9A-Z $%*+\-./:]*$/;
const SMALLEST_MODULES = 21;
const MODULES_A_VERSION = 4;

export interface DrawnQr {
  /** Path in modules; (0, 0) is the corner of the quiet zone. */
  path: string;
  modules: number;
  version: number;
}

/** The drawing, or null when the text needs a version above `mostVersion` (1 to 40). */
export function drawQr(text: string, mostVersion: number): DrawnQr | null {
  const rows = encode(text);
  if (rows === null) return null;
  const version = (rows.length - SMALLEST_MODULES) / MODULES_A_VERSION + 1;
  return version > mostVersion ? null : { path: pathOf(rows), modules: rows.length, version };
}

function encode(text: string): boolean[][] | null {
  const encoding = ALPHANUMERIC.test(text) ? "alphanumeric" : "byte";
  try {
    const bordered = encodeQR(text, "raw", { ecc: "low", encoding, border: 1 }); // it draws one at least
    return bordered.slice(1, -1).map((row) => row.slice(1, -1));
  } catch {
    return null; // longer than the largest QR code holds
  }
}

/** Each run of dark modules in a row is one rectangle. */
function pathOf(rows: boolean[][]): string {
  return rows.map((row, y) => runsOf(row).map(([from, to]) => rectangle(from, y, to - from)).join("")).join("");
}

function rectangle(x: number, y: number, width: number): string {
  return `M${x + QUIET_MODULES} ${y + QUIET_MODULES}h${width}v1h-${width}z`;
}

function runsOf(row: boolean[]): [number, number][] {
  const runs: [number, number][] = [];
  row.forEach((dark, x) => {
    const last = runs.at(-1);
    if (!dark) return;
    if (last?.[1] === x) last[1] = x + 1;
    else runs.push([x, x + 1]);
  });
  return runs;
}
