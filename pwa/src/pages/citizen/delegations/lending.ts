/** Certificates that I lend or that were lent to me: signed by this phone's key, answered, taken back. */
import { api, ask } from "@/api/client";
import type { components } from "@/api/schema";
import { type Borrower, digest, type Lending, lendingStatement } from "@/certs/delegation";
import type { Mark } from "@/components/StatusMark.vue";
import { sentOnce } from "@/state/again";
import { clock } from "@/state/clock";
import { learnTime } from "@/state/officeTime";
import { phoneKeys } from "../show/signing";

export type Delegation = components["schemas"]["DelegationAnswer"];
export type Line = components["schemas"]["DelegationLine"];
export type Side = Line["side"];
type Page = components["schemas"]["DelegationPage"];
export type Terms = Omit<Lending, "aud">;

export const WINDOW = 1;
export const ONLINE = 2;
export const OFFLINE = 4;
export const MOST_DAYS = 365;
export const USUAL_DAYS = 30;
const FEW = 20;

/** Newest first. Throws Problem. */
export function delegationsOf(side: Side, cursor: string | null): Promise<Page> {
  const query = { side, limit: FEW, ...(cursor && { cursor }) };
  return ask(api.GET("/api/v1/me/delegations", { params: { query } }));
}

export function delegation(id: string): Promise<Delegation> {
  return ask(api.GET("/api/v1/me/delegations/{delegation_id}", { params: { path: { delegation_id: id } } }));
}

/** What a link opens, for whoever has the name that the lender gave. */
export function openLink(secret: string): Promise<Delegation> {
  return ask(api.POST("/api/v1/me/delegations/claims", { body: { secret } }));
}

const ACTS = {
  accept: "/api/v1/me/delegations/{delegation_id}/acceptance",
  refuse: "/api/v1/me/delegations/{delegation_id}/refusal",
  withdraw: "/api/v1/me/delegations/{delegation_id}/withdrawal",
  give_back: "/api/v1/me/delegations/{delegation_id}/return",
} as const;
export type Act = keyof typeof ACTS;

export function act(what: Act, id: string): Promise<Delegation> {
  return ask(api.POST(ACTS[what], { params: { path: { delegation_id: id } } }));
}

const lending = sentOnce();

/** Signs and sends; the same statement sent again is the same delegation. Throws Problem, NoKey. */
export async function lend(terms: Terms): Promise<Delegation> {
  const { pair, device_id } = await phoneKeys();
  const { to, ...rest } = terms;
  return lending(
    [terms, device_id],
    async () => {
      await learnTime(); // a statement dated by a wrong clock is refused
      const { aud } = await delegationsOf("lent", null);
      const signature = await lendingStatement({ aud, ...terms }, Math.floor(clock.now()), pair.privateKey);
      const [certificates, purposes] = [[...terms.certificates], [...terms.purposes]];
      return { ...rest, certificates, purposes, to: await named(to), device_id: device_id ?? "", signature };
    },
    (body, key) => ask(api.POST("/api/v1/me/delegations", { body, headers: { "Idempotency-Key": key } })),
  );
}

/** The address that opens a link. The secret stands behind the #, which no server is told. */
export function linkOf(secret: string): string {
  return `${location.origin}/delegations/open#${secret}`;
}

const MARKS: Record<string, Mark> = { accepted: "ok", waiting: "warn" };

export function markOf(state: Line["state"]): Mark {
  return MARKS[state] ?? "quiet";
}

async function named(to: Borrower): Promise<components["schemas"]["BorrowerBody"]> {
  if ("citizen_number" in to) return { kind: "person", ...to };
  if ("secret" in to) return { kind: "link", name: to.name, link: await digest(to.secret) };
  return { kind: "role", credit_code: to.credit_code, role: to.role === "agent" ? "agent" : "keeper" };
}
