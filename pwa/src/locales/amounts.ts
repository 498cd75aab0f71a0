/** How long: in the largest unit in which it is at least two, "90 minutes", "2 hours"; or as a countdown. */
import { text } from "./texts";

const UNITS = [
  { unit: 86_400, many: "days" },
  { unit: 3600, many: "hours" },
  { unit: 60, many: "minutes" },
] as const;
const TWO = 1.95; // a clock measured as 1 h 59 min fast is two hours fast

/** `seconds`: not negative. */
export function amountWords(seconds: number): string {
  const fitting = UNITS.find(({ unit }) => seconds >= TWO * unit);
  return text(`shared.amounts.${fitting?.many ?? "seconds"}`, { count: Math.round(seconds / (fitting?.unit ?? 1)) });
}

/** 2:05 */
export function minutesAndSeconds(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
