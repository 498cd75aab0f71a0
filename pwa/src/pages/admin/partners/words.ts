/** Words and marks for what the office answers about partners. */
import type { components } from "@/api/schema";
import type { Mark } from "@/components/StatusMark.vue";
import zh from "@/locales/zh/admin/partners";
import { text } from "@/locales";

export type Registered = components["schemas"]["Registered"];
export type Purpose = Registered["purposes"][number];
export type Channel = keyof typeof zh.partners.channels;
export type Ground = keyof typeof zh.partners.grounds;
type PartnerState = keyof typeof zh.partners.states;
type ApplicationState = keyof typeof zh.partners.application.states;

export const CHANNELS: readonly Channel[] = ["online", "offline", "consent", "lookup", "openid4vp", "webhook"];
export const GROUNDS: readonly Ground[] = ["consent", "contract", "statutory"];

const MARKS: Record<string, Mark> = { approved: "ok", suspended: "warn", expired: "warn", closed: "bad", applied: "warn", rejected: "bad", withdrawn: "quiet" };

export function markOf(state: string): Mark {
  return MARKS[state] ?? "quiet";
}

export function channelName(channel: string): string {
  return channel in zh.partners.channels ? text(`admin.partners.channels.${channel as Channel}`) : channel;
}

export function groundName(ground: string): string {
  return ground in zh.partners.grounds ? text(`admin.partners.grounds.${ground as Ground}`) : ground;
}

export function partnerState(state: string): string {
  return state in zh.partners.states ? text(`admin.partners.states.${state as PartnerState}`) : state;
}

export function applicationState(state: string): string {
  return state in zh.partners.application.states ? text(`admin.partners.application.states.${state as ApplicationState}`) : state;
}

/** How long what was shown is kept. */
export function keepText(days: number): string {
  return days === 0 ? text("admin.partners.keepNot") : text("admin.partners.keep", { days });
}
