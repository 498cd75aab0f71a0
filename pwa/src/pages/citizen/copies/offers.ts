/** What the office is asked about a certificate's offers to other wallets. */
import { api, ask } from "@/api/client";
import type { components } from "@/api/schema";

export type Offer = components["schemas"]["Offer"];
export type NewOffer = components["schemas"]["NewOffer"];

export async function offersOf(id: string): Promise<Offer[]> {
  const params = { path: { certificate_id: id } };
  return (await ask(api.GET("/api/v1/certificates/{certificate_id}/offers", { params }))).items;
}

/** `key` names the act, so that a retry makes no second one. */
export async function makeOffer(id: string, key: string): Promise<NewOffer> {
  const params = { path: { certificate_id: id }, header: { "Idempotency-Key": key } };
  return ask(api.POST("/api/v1/certificates/{certificate_id}/offers", { params }));
}

export async function withdrawOffer(offer: Offer): Promise<true> {
  await ask(api.DELETE("/api/v1/offers/{offer_id}", { params: { path: { offer_id: offer.offer_id } } }));
  return true;
}

const FETCHING = 120; // seconds that a wallet is given to fetch its copies and to say so

/** Whether something is about to happen: a wallet that took the offer fetches its copies, and says that it has them. */
export function isUnderWay(offer: Offer, now: number): boolean {
  if (offer.state === "waiting" || offer.state === "authorised") return true;
  const fetching = offer.state === "taken" && offer.event === null && !offer.put_off;
  return fetching && offer.taken_at !== null && now - Date.parse(offer.taken_at) / 1000 < FETCHING;
}
