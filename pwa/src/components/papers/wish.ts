/** What a sealed copy is asked for with, as it is typed; and what is wrong with it before anybody asks. */
import type { TextKey } from "@/locales";
import { dayAfter, today } from "@/state/days";

export const MOST = { purpose: 200, recipient: 100 } as const;
const LONGEST_DAYS = 365;
const USUAL_DAYS = 30;

export interface Wish {
  purpose: string;
  recipient: string;
  /** Its last day. */
  until: string;
  layout: "a4" | "phone";
}

/** The last day that may be named: within a year, and no later than the certificate's own end. */
export function latestDay(validTo: string | null): string {
  const year = dayAfter(today(), LONGEST_DAYS);
  return validTo !== null && validTo < year ? validTo : year;
}

/** An empty one, for a month where that is allowed. */
export function newWish(validTo: string | null, given: Partial<Wish> = {}): Wish {
  const [usual, latest] = [dayAfter(today(), USUAL_DAYS), latestDay(validTo)];
  return { purpose: "", recipient: "", until: usual < latest ? usual : latest, layout: "a4", ...given };
}

/** What is wrong with each of its parts; nothing: it can be sent. */
export function wrongWith(wish: Wish, validTo: string | null): Partial<Record<"purpose" | "recipient" | "until", TextKey>> {
  const inTime = wish.until >= today() && wish.until <= latestDay(validTo);
  return {
    ...(wish.purpose.trim() ? {} : { purpose: "papers.form.purposeNeeded" as const }),
    ...(wish.recipient.trim() ? {} : { recipient: "papers.form.recipientNeeded" as const }),
    ...(inTime ? {} : { until: "papers.form.untilWrong" as const }),
  };
}
