/** What the holder wants to see of the history, as the office is asked for it and as the address bar keeps it. */
import type { paths } from "@/api/schema";
import type { LocationQuery } from "vue-router";

export type Query = NonNullable<paths["/api/v1/history"]["get"]["parameters"]["query"]>;

export interface Filter {
  certificate: string;
  kind: "" | "window" | "partner";
  outcome: "" | "accepted" | "rejected";
  from: string; // day
  to: string;
}

export const NOTHING: Filter = { certificate: "", kind: "", outcome: "", from: "", to: "" };

/** How many conditions are set. */
export function countOf(filter: Filter): number {
  return Object.values(filter).filter((value) => value !== "").length;
}

export function fromAddress(query: LocationQuery): Filter {
  const read = (name: keyof Filter): string => (typeof query[name] === "string" ? query[name] : "");
  const one = <Value extends string>(value: string, known: readonly Value[]): Value | "" => known.find((it) => it === value) ?? "";
  return {
    certificate: read("certificate"),
    kind: one(read("kind"), ["window", "partner"] as const),
    outcome: one(read("outcome"), ["accepted", "rejected"] as const),
    from: day(read("from")),
    to: day(read("to")),
  };
}

/** Only what is set. */
export function toAddress(filter: Filter): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ""));
}

function day(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : "";
}

const PAGE = 20;

/** What the office is asked: only what is set. Days are days in China, both included. */
export function queryOf(filter: Filter): Query {
  const { certificate, kind, outcome, from, to } = filter;
  return {
    limit: PAGE,
    ...(certificate && { certificate_id: certificate }),
    ...(kind && { verifier_kind: kind }),
    ...(outcome && { outcome }),
    ...(from && { from }),
    ...(to && { to }),
  };
}
