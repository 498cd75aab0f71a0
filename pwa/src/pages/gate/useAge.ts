/** How long something took or is ago, in words: a moment, minutes, hours, days. */
import { useText } from "@/locales";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** `age(seconds)`; never negative. */
export function useAge(): (seconds: number) => string {
  const { t } = useText();
  return (seconds) => {
    if (seconds < MINUTE) return t("gate.age.now");
    if (seconds < HOUR) return t("gate.age.minutes", { count: Math.floor(seconds / MINUTE) });
    if (seconds < 2 * DAY) return t("gate.age.hours", { count: Math.floor(seconds / HOUR) });
    return t("gate.age.days", { count: Math.floor(seconds / DAY) });
  };
}
