/** How the states of a certificate look, and what its issuer may do in each. The office judges every act again. */
import type { Mark } from "@/components/StatusMark.vue";

export type Act = "suspend" | "resume" | "revoke";
export const FINAL_KINDS = ["revoked", "cancelled", "withdrawn", "lapsed", "transferred"] as const;
export type FinalKind = (typeof FINAL_KINDS)[number];
export const STATES = ["valid", "suspended", ...FINAL_KINDS, "superseded"] as const;
export type State = (typeof STATES)[number];

const ACTS: Partial<Record<State, readonly Act[]>> = { valid: ["suspend", "revoke"], suspended: ["resume", "revoke"] };
const MARKS: Partial<Record<State, Mark>> = { valid: "ok", suspended: "warn", superseded: "quiet" };

function isState(state: string): state is State {
  return (STATES as readonly string[]).includes(state);
}

export function actsIn(state: string): readonly Act[] {
  return isState(state) ? (ACTS[state] ?? []) : [];
}

export function markOf(state: string): Mark {
  return isState(state) ? (MARKS[state] ?? "bad") : "quiet";
}

/** The key of the state's name, or null for one that this page does not know. */
export function stateKey(state: string): `admin.certificates.states.${State}` | null {
  return isState(state) ? `admin.certificates.states.${state}` : null;
}

const CONFIRMED = 4;

/** What has to be typed to confirm: the last characters of the number that was looked up. */
export function confirmation(number: string): string {
  return Array.from(number.trim()).slice(-CONFIRMED).join("");
}

/** Whether what was typed says so; a number may end in X, whichever way it was typed. */
export function confirms(typed: string, number: string): boolean {
  const wanted = confirmation(number);
  return wanted !== "" && typed.trim().normalize("NFKC").toUpperCase() === wanted.normalize("NFKC").toUpperCase();
}
