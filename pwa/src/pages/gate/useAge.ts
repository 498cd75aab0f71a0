/** How long something took or is ago, in words: less than a minute, minutes, hours, days. */
import { useText } from "@/locales";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** `age(seconds)` = a length of time, `ago(seconds)` = how far back; neither is ever negative. */
export function useAge(): { age: (seconds: number) => string; ago: (seconds: number) => string } {
  const { t } = useText();
  function words(kind: "age" | "ago", seconds: number): string {
    if (seconds < MINUTE) return t(`gate.${kind}.now`);
    if (seconds < HOUR) return t(`gate.${kind}.minutes`, { count: Math.floor(seconds / MINUTE) });
    if (seconds < 2 * DAY) return t(`gate.${kind}.hours`, { count: Math.floor(seconds / HOUR) });
    return t(`gate.${kind}.days`, { count: Math.floor(seconds / DAY) });
  }
  return { age: (seconds) => words("age", seconds), ago: (seconds) => words("ago", seconds) };
}
