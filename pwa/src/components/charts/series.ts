/** One row of values over the days of a chart. */
export interface Series {
  name: string;
  values: readonly (number | null)[];
  tone: "accent" | "warn" | "bad" | "quiet";
}

/** `bars` stack the series of each day; `lines` draw each over the days. */
export type ChartKind = "bars" | "lines";
