/** The five levels, best first, and what tells each face from the others: one path on a 24 × 24 field. */
import type { TextKey } from "@/locales";

export type Level = 1 | 2 | 3 | 4 | 5;

export const LEVELS: readonly Level[] = [5, 4, 3, 2, 1];
export const BAD: readonly Level[] = [1, 2];
export const MOUTHS: Readonly<Record<Level, string>> = {
  5: "M7 13.5h10a5 5 0 0 1-10 0z",
  4: "M7.5 14.5c2.5 2.7 6.5 2.7 9 0",
  3: "M8 15.5h8",
  2: "M8 16.5c2-1.8 6-1.8 8 0",
  1: "M7.5 17.5c2.2-3.4 6.8-3.4 9 0M6.8 6.4l3 1.3M17.2 6.4l-3 1.3",
};

const NAMES = { 1: "very_bad", 2: "bad", 3: "fair", 4: "good", 5: "very_good" } as const;

export function levelText(level: Level): TextKey {
  return `rating.levels.${NAMES[level]}`;
}

export function isLevel(level: number): level is Level {
  return level in MOUTHS;
}
