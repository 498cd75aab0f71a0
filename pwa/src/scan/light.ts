/** Says of a picture in which no code is found whether it is too dark, too bright or not sharp enough to hold one. */
export type LightHint = "dark" | "glare" | "blurred" | null;

const DARK = 42;
const WHITE = 250;
const GLARE_SHARE = 0.55;
const SHARP = 26;
const STEP = 4;

interface Look {
  mean: number;
  /** Share of white pixels. */
  white: number;
  /** The difference between neighbours that only one pixel in a hundred exceeds. */
  sharpest: number;
}

/** `blurred`: nowhere do neighbours differ as much as the edge of a module does. */
export function lightHint(picture: { data: Uint8ClampedArray; width: number; height: number }): LightHint {
  const { mean, white, sharpest } = lookAt(picture);
  if (mean < DARK) return "dark";
  if (sharpest >= SHARP) return null;
  return white > GLARE_SHARE ? "glare" : "blurred";
}

/** Every fourth pixel and its neighbour but one. */
function lookAt(picture: { data: Uint8ClampedArray; width: number; height: number }): Look {
  const steps = new Uint32Array(256);
  let sum = 0;
  let white = 0;
  let count = 0;
  for (let y = STEP; y < picture.height - STEP; y += STEP) {
    for (let x = STEP; x < picture.width - STEP; x += STEP) {
      const here = grey(picture, x, y);
      const step = Math.abs(here - grey(picture, x + 2, y));
      steps[step] = (steps[step] ?? 0) + 1;
      sum += here;
      white += here >= WHITE ? 1 : 0;
      count += 1;
    }
  }
  return { mean: sum / count, white: white / count, sharpest: exceededBy(steps, count / 100) };
}

/** The largest step that `few` or more pixels reach. */
function exceededBy(steps: Uint32Array, few: number): number {
  let left = few;
  for (let step = steps.length - 1; step > 0; step -= 1) {
    left -= steps[step] ?? 0;
    if (left <= 0) return step;
  }
  return 0;
}

function grey(picture: { data: Uint8ClampedArray; width: number }, x: number, y: number): number {
  const place = (y * picture.width + x) * 4;
  const { data } = picture;
  return ((data[place] ?? 0) * 77 + (data[place + 1] ?? 0) * 150 + (data[place + 2] ?? 0) * 29) >> 8;
}
