/** How old what is shown is, in words. */
import { text } from "@/locales";

const UNITS = [
  { least: 86_400, many: "days" },
  { least: 3600, many: "hours" },
  { least: 60, many: "minutes" },
] as const;

/** "3 hours old"; under a minute, "from just now". */
export function ageWords(seconds: number): string {
  const unit = UNITS.find((one) => seconds >= one.least);
  if (unit === undefined) return text("show.offline.now");
  return text(`show.offline.${unit.many}`, { count: Math.floor(seconds / unit.least) });
}
