/** How old something is, in the words people use. */
import type { TextKey, Values } from "@/locales";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** `seconds`: the age. Less than two minutes is "just now"; a clock that went back is no negative age. */
export function ageWords(seconds: number): [TextKey, Values] {
  if (seconds < 2 * MINUTE) return ["citizen.wallet.age.moment", {}];
  if (seconds < HOUR) return ["citizen.wallet.age.minutes", { count: Math.floor(seconds / MINUTE) }];
  if (seconds < DAY) return ["citizen.wallet.age.hours", { count: Math.floor(seconds / HOUR) }];
  return ["citizen.wallet.age.days", { count: Math.floor(seconds / DAY) }];
}
