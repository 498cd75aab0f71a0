/** Fine interlaced lines as on banknotes and certificates, drawn from a number: the same number, the same lines. */
const LINES = 9;
const STEPS = 48;
const WIDTH = 320;
const MIDDLE = 112;
const LIFT = 9;

/** Paths for a field of 320 × 200. */
export function guilloche(seed: number): string[] {
  const waves = 1.5 + (seed % 5) * 0.5;
  const height = 34 + (seed % 7) * 5;
  const shift = (seed % 11) * 0.57;
  return Array.from({ length: LINES }, (_, line) => lineOf(line, waves, height, shift));
}

function lineOf(line: number, waves: number, height: number, shift: number): string {
  const phase = shift + (line * Math.PI) / LINES;
  const points = Array.from({ length: STEPS + 1 }, (_, step) => {
    const along = step / STEPS;
    const swell = Math.sin(along * Math.PI * waves * 2 + phase) * Math.cos(along * Math.PI + phase / 2);
    const y = MIDDLE + (line - LINES / 2) * LIFT + swell * height;
    return `${(along * WIDTH).toFixed(1)} ${y.toFixed(1)}`;
  });
  return `M${points.join("L")}`;
}
