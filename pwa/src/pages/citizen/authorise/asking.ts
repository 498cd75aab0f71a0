/** What the office is asked about the request of a wallet, and the ticket that outlives a sign-in on the way. */
import { api, ask } from "@/api/client";
import type { components } from "@/api/schema";

export type Opened = components["schemas"]["WalletOpened"];
export type Choice = components["schemas"]["WalletChoice"];
export type Card = components["schemas"]["Card"];

const KEPT = "wallet-request";

interface Kept {
  requestUri: string;
  opened: Opened;
}

/** A request opens once: what it said is kept in this tab, for the way to the sign-in and back. */
export async function openRequest(clientId: string, requestUri: string): Promise<Opened> {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null") as Kept | null;
  if (kept?.requestUri === requestUri) return kept.opened;
  const body = { client_id: clientId, request_uri: requestUri };
  const opened = await ask(api.POST("/api/v1/wallet-authorisations/openings", { body }));
  sessionStorage.setItem(KEPT, JSON.stringify({ requestUri, opened }));
  return opened;
}

export async function choicesOf(ticket: string): Promise<Choice[]> {
  return (await ask(api.POST("/api/v1/wallet-authorisations/choices", { body: { ticket } }))).items;
}

/** Gives the address to go back to. */
export async function approve(ticket: string, chosen: string[]): Promise<string> {
  const body = { ticket, certificate_ids: chosen };
  const { redirect } = await ask(api.POST("/api/v1/wallet-authorisations", { body }));
  sessionStorage.removeItem(KEPT);
  return redirect;
}

/** Gives the address to go back to. */
export async function refuse(ticket: string): Promise<string> {
  const { redirect } = await ask(api.POST("/api/v1/wallet-authorisations/refusals", { body: { ticket } }));
  sessionStorage.removeItem(KEPT);
  return redirect;
}
