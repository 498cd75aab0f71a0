/** The arithmetic of charts: round scales, places of days, paths. Pure, in pixels. */

export interface Scale {
  /** The value at the top. */
  top: number;
  /** The lines across, from 0 to `top`. */
  ticks: number[];
}

const STEPS = [1, 2, 5, 10];
const MOST_LINES = 4;

/** A scale from 0 over all values, with whole and round ticks; of nothing: 0 to 1. */
export function scaleOf(values: readonly number[]): Scale {
  const most = Math.max(1, ...values);
  const rough = most / MOST_LINES;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, (STEPS.find((one) => one * power >= rough) ?? 10) * power);
  const count = Math.ceil(most / step);
  return { top: count * step, ticks: Array.from({ length: count + 1 }, (_none, place) => place * step) };
}

/** The middle of each of `count` equal shares of the width. */
export function middles(count: number, width: number): number[] {
  return Array.from({ length: count }, (_none, place) => ((place + 0.5) * width) / count);
}

/** Which of `count` shares lies at `x`. */
export function shareAt(x: number, count: number, width: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor((x * count) / Math.max(1, width))));
}

/** Every n-th place, so that labels of `room` pixels do not touch; the last place is always among them. */
export function labelled(count: number, width: number, room: number): number[] {
  const step = Math.max(1, Math.ceil(count / Math.max(1, Math.floor(width / room))));
  return Array.from({ length: count }, (_none, place) => place).filter((place) => (count - 1 - place) % step === 0);
}

/** A line through the points; a null breaks it, and a point between two nulls is a short dash. */
export function linePath(xs: readonly number[], ys: readonly (number | null)[]): string {
  let path = "";
  let open = false;
  for (const [place, x] of xs.entries()) {
    const y = ys[place] ?? null;
    if (y === null) {
      open = false;
      continue;
    }
    path += `${open ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    if (!open && (ys[place + 1] ?? null) === null) path += "h0.1";
    open = true;
  }
  return path;
}

/** The place of the greatest value, the first of several; -1 when there is none above 0. */
export function peak(values: readonly (number | null)[]): number {
  const numbers = values.map((value) => value ?? 0);
  const most = Math.max(0, ...numbers);
  return most === 0 ? -1 : numbers.indexOf(most);
}
