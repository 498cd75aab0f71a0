/** Says of a picture in which no code is found whether it is too dark, too bright or not sharp enough to hold one. */
export type LightHint = "dark" | "glare" | "blurred" | null;

const DARK = 42;
const WHITE = 250;
const GLARE_SHARE = 0.55;
const SHARP = 26;
const STEP = 4;

/** Looks at every fourth pixel. `blurred`: nowhere do neighbours differ as much as the edge of a module does. */
export function lightHint(picture: { data: Uint8ClampedArray; width: number; height: number }): LightHint {
  const { width, height } = picture;
  let sum = 0;
  let white = 0;
  let count = 0;
  const edges = new Uint32Array(256);
  for (let y = STEP; y < height - STEP; y += STEP) {
    for (let x = STEP; x < width - STEP; x += STEP) {
      const here = grey(picture, x, y);
      sum += here;
      white += here >= WHITE ? 1 : 0;
      count += 1;
      const step = Math.abs(here - grey(picture, x + 2, y)) & 255;
      edges[step] = (edges[step] ?? 0) + 1;
    }
  }
  if (!count) return null;
  if (sum / count < DARK) return "dark";
  if (white / count > GLARE_SHARE && sharpest(edges, count) < SHARP) return "glare";
  return sharpest(edges, count) < SHARP ? "blurred" : null;
}

/** The difference that only one pixel in a hundred exceeds. */
function sharpest(edges: Uint32Array, count: number): number {
  let left = count / 100;
  for (let step = 255; step > 0; step -= 1) {
    left -= edges[step] ?? 0;
    if (left <= 0) return step;
  }
  return 0;
}

function grey(picture: { data: Uint8ClampedArray; width: number }, x: number, y: number): number {
  const place = (y * picture.width + x) * 4;
  const { data } = picture;
  return ((data[place] ?? 0) * 77 + (data[place + 1] ?? 0) * 150 + (data[place + 2] ?? 0) * 29) >> 8;
}
