/** What the holder can have without applying: asked for when the wallet is opened, never in the way of anything. */
import { shallowRef, watch } from "vue";
import { api, ask, attempt, once } from "@/api/client";
import { Problem } from "@/api/problem";
import type { components } from "@/api/schema";
import { session } from "@/state/session";

export type Proposal = components["schemas"]["ProposalAnswer"];
type Answer = "yes" | "no" | "takeBack";

export const offers = shallowRef<readonly Proposal[]>([]);
watch(() => session.subject, () => (offers.value = []));
let kept: { what: string; key: string } | null = null;

/** A failure leaves what is shown as it was: the wallet has its own words for being offline. */
export async function readOffers(): Promise<void> {
  if (session.state === "out" || session.role !== "citizen") offers.value = [];
  if (!mayAsk()) return;
  const whose = session.subject;
  const found = await attempt(() => ask(api.GET("/api/v1/me/proposals")));
  if (!(found instanceof Problem) && session.subject === whose) offers.value = found.items.filter((one) => one.state === "offered");
}

function mayAsk(): boolean {
  return session.state === "in" && session.role === "citizen" && session.identity !== null && navigator.onLine;
}

export function readProposal(id: string): Promise<Proposal> {
  return ask(api.GET("/api/v1/me/proposals/{proposal_id}", { params: { path: { proposal_id: id } } }));
}

/** The holder's answer. One that was cut off is sent again under the same key, and is done once. Throws Problem. */
export async function answerProposal(id: string, answer: Answer): Promise<Proposal> {
  const params = { path: { proposal_id: id } };
  if (kept?.what !== `${answer} ${id}`) kept = { what: `${answer} ${id}`, key: once() };
  const headers = { "Idempotency-Key": kept.key };
  const found = await ask(
    answer === "yes"
      ? api.POST("/api/v1/me/proposals/{proposal_id}/consent", { params, headers })
      : answer === "no"
        ? api.POST("/api/v1/me/proposals/{proposal_id}/refusal", { params, headers })
        : api.DELETE("/api/v1/me/proposals/{proposal_id}/refusal", { params }),
  );
  kept = null;
  offers.value = offers.value.filter((one) => one.proposal_id !== id || found.state === "offered");
  return found;
}
