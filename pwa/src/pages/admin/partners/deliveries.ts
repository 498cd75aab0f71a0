/** What a message to a partner was about, and what its address answered last, in words. */
import type { components } from "@/api/schema";
import type { TextKey, useText } from "@/locales";

export type Delivery = components["schemas"]["DeliveryAnswer"];
type Say = ReturnType<typeof useText>["t"];

const EVENTS = [
  "test", "consent.given", "consent.refused", "consent.expired", "consent.withdrawn", "presentation.done", "presentation.failed",
  "double_use.found", "certificate.revoked", "partner.suspended",
];
const NO_NAME = "name"; // what the address was called is not known

/** An event of a later version is shown as it is called. */
export function eventName(event: string, t: Say): string {
  return EVENTS.includes(event) ? t(`admin.messages.eventNames.${event.replace(".", "_")}` as TextKey) : event;
}

/** Its status, or what went wrong before there was one. */
export function lastAnswer(one: Pick<Delivery, "answers">, t: Say): string {
  const last = one.answers.at(-1);
  if (!last) return t("admin.messages.notTried");
  if (last.status !== null) return t("admin.messages.answered", { status: last.status });
  return whyNot(last.error ?? "", t);
}

/** Of `address_unreachable: ConnectTimeout` and the like. */
function whyNot(error: string, t: Say): string {
  const [code = "", detail = ""] = error.split(": ");
  if (code !== "address_refused" && code !== "address_unreachable") return error;
  return t(`admin.messages.errors.${code}`, { detail: detail === NO_NAME ? t("admin.messages.errors.name") : detail });
}
