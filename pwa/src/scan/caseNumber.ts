/** The number of a case: the day it was begun, a dash, ten digits. Without a check digit; the office knows which exist. */
import { plainDigits } from "./typed";

const FORM = /^(20[0-9]{2})([0-9]{2})([0-9]{2})([0-9]{10})$/;

/**
 * The number as the office spells it, or null. Full-width digits, spaces, and any dash or none are taken. A citizen's
 * number has as many digits, but none begins with 20, which is no region.
 */
export function caseNumber(text: string): string | null {
  const [, year = "", month = "", day = "", rest = ""] = FORM.exec(plainDigits(text)) ?? [];
  return isDay(Number(year), Number(month), Number(day)) ? `${year}${month}${day}-${rest}` : null;
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return month > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
