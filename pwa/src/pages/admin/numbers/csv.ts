/** The daily figures as a CSV that a spreadsheet opens as it is: UTF-8 with its mark, one line a day, numbers only. */
import type { components } from "@/api/schema";

type Day = components["schemas"]["DayOfSums"];

const COLUMNS = ["date", "issued", "cases", "accepted", "refused", "exempted", "minutes_saved"] as const;

export function csvOf(days: readonly Day[]): string {
  const lines = days.map((day) => COLUMNS.map((column) => day[column]).join(","));
  return `\uFEFF${[COLUMNS.join(","), ...lines].join("\r\n")}\r\n`;
}

/** Hand the text to the browser as a file. */
export function save(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
