/**
 * What this gate was set up to do, and the limits within which it may be told so.
 *
 * Rules: 1. a list older than `staleHours` makes a verdict amber or red, as chosen; 2. a bundle past its end is amber for
 * `graceHours` at most, and only where old lists are amber, then everything is red; 3. the gate never sees more than its
 * registered purpose; 4. a value outside its limits falls back to the default, whatever was kept.
 */
import type { Bilingual } from "@/api/problem";

export type Colour = "green" | "amber" | "red";
export type Mode = "scan" | "challenge";

export interface GatePolicy {
  mode: Mode;
  /** Ask the office first when there is network; false: always verify here. */
  online: boolean;
  staleHours: number;
  whenStale: "amber" | "red";
  graceHours: number;
  /** Names of fields without which a code is refused. */
  needed: string[];
  /** Names of fields that stay off the screen. */
  hidden: string[];
  /** The person at the gate confirms the face before the way is free. */
  portraitFirst: boolean;
  /** Seconds until the scanner comes back by itself; 0: never. */
  returnAfter: number;
  sound: boolean;
  kiosk: boolean;
}

/** Field names that each purpose may see, by type number as text; as registered with the office. */
export type Purposes = Record<string, Record<string, string[]>>;

export interface GateSetup {
  clientId: string;
  /** Random name of this device among the gates of its partner. */
  gate: string;
  name: Bilingual;
  credential: "secret" | "key";
  purposes: Purposes;
  purpose: string;
  since: number;
}

export const LIMITS = {
  staleHours: [1, 168],
  graceHours: [0, 72],
  returnAfter: [0, 60],
} as const;

export const DEFAULT_POLICY: GatePolicy = {
  mode: "scan",
  online: true,
  staleHours: 24,
  whenStale: "amber",
  graceHours: 12,
  needed: [],
  hidden: [],
  portraitFirst: false,
  returnAfter: 6,
  sound: true,
  kiosk: false,
};

/** A policy from whatever was kept (rule 4). */
export function readPolicy(kept: unknown): GatePolicy {
  const given = (typeof kept === "object" && kept !== null ? kept : {}) as Record<string, unknown>;
  const fallback = DEFAULT_POLICY;
  const flag = (name: "online" | "portraitFirst" | "sound" | "kiosk"): boolean =>
    typeof given[name] === "boolean" ? given[name] : fallback[name];
  return {
    mode: given["mode"] === "challenge" ? "challenge" : "scan",
    whenStale: given["whenStale"] === "red" ? "red" : "amber",
    staleHours: within("staleHours", given["staleHours"]),
    graceHours: within("graceHours", given["graceHours"]),
    returnAfter: within("returnAfter", given["returnAfter"]),
    needed: names(given["needed"]),
    hidden: names(given["hidden"]),
    online: flag("online"),
    portraitFirst: flag("portraitFirst"),
    sound: flag("sound"),
    kiosk: flag("kiosk"),
  };
}

function within(name: keyof typeof LIMITS, value: unknown): number {
  const [least, most] = LIMITS[name];
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most
    ? (value as number)
    : DEFAULT_POLICY[name];
}

function names(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name): name is string => typeof name === "string").slice(0, 64) : [];
}

/** How a bundle that ends at `nextUpdate` may be used at `now` (seconds): rules 1 and 2. */
export function staleAllowed(policy: GatePolicy, nextUpdate: number, now: number): boolean {
  return policy.whenStale === "amber" && now <= nextUpdate + policy.graceHours * 3600;
}

/** Field names that `purpose` may see, by type number (rule 3); an unregistered purpose sees nothing. */
export function permitted(purposes: Purposes, purpose: string): Map<number, Set<string>> {
  const types = Object.hasOwn(purposes, purpose) ? purposes[purpose] : {};
  return new Map(Object.entries(types ?? {}).map(([number, fields]) => [Number(number), new Set(fields)]));
}

/** Every field name that `purpose` may see, of all types, each once. */
export function fieldsOf(purposes: Purposes, purpose: string): string[] {
  return [...new Set([...permitted(purposes, purpose).values()].flatMap((fields) => [...fields]))];
}
