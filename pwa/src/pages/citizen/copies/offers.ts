/** What the office is asked about offers to other wallets: of a certificate, or of what a case is to end in. */
import { api, ask } from "@/api/client";
import type { components } from "@/api/schema";

export type Offer = components["schemas"]["Offer"];
export type NewOffer = components["schemas"]["NewOffer"];

/** What is offered: a certificate that stands, or the one that a case is to end in. */
export type Offered = { certificate: string } | { case: string };

export async function offersOf(of: Offered): Promise<Offer[]> {
  const told =
    "case" in of
      ? ask(api.GET("/api/v1/me/cases/{case_no}/offers", { params: { path: { case_no: of.case } } }))
      : ask(api.GET("/api/v1/certificates/{certificate_id}/offers", { params: { path: { certificate_id: of.certificate } } }));
  return (await told).items;
}

/** `key` names the act, so that a retry makes no second one. */
export async function makeOffer(of: Offered, key: string): Promise<NewOffer> {
  const header = { "Idempotency-Key": key };
  if ("case" in of) return ask(api.POST("/api/v1/me/cases/{case_no}/offers", { params: { path: { case_no: of.case }, header } }));
  return ask(api.POST("/api/v1/certificates/{certificate_id}/offers", { params: { path: { certificate_id: of.certificate }, header } }));
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
