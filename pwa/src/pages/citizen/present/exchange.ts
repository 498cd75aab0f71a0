/**
 * What goes between this phone and the office when it answers as a wallet.
 *
 * 1. The request is fetched with a nonce of this tab, by which alone it is told again after a reload. 2. Every
 * presentation gets a fresh copy, which is kept nowhere. 3. An answer goes to the request's own address, encrypted where
 * it asks so; a no is told as the standard's `access_denied`, with nothing of the holder's.
 */
import { api, ask } from "@/api/client";
import { problemOf } from "@/api/problem";
import { seal } from "@/certs/jwe";
import { present } from "@/certs/sdjwt";
import { readRequest, RequestRefused, type VpRequest } from "@/certs/vpRequest";
import { clock } from "@/state/clock";
import { learnTime } from "@/state/officeTime";
import { phoneKeys } from "../show/signing";
import { type Link, referenceOf } from "./link";

/** One certificate that is shown: the id of the query, the certificate, the names of its fields. */
export interface Picked {
  readonly query: string;
  readonly id: string;
  readonly fields: readonly string[];
}

/** The office refused what it got; the message is for a log. */
export class NotTaken extends Error {
  override readonly name = "NotTaken";
}

const FORM = { headers: { "Content-Type": "application/x-www-form-urlencoded" }, bodySerializer: (form: Record<string, string> = {}) => new URLSearchParams(form).toString() };
const NONCE = "present.nonce.";

/** Fetches and checks the request. Throws Problem, RequestRefused. */
export async function open(link: Link): Promise<VpRequest> {
  const reference = referenceOf(link);
  const walletNonce = nonceFor(reference);
  await learnTime();
  const answer = await api.POST("/openid/presentations/{reference}/request", {
    params: { path: { reference } }, body: { wallet_nonce: walletNonce }, parseAs: "text", ...FORM,
  });
  if (answer.response.status === 400) throw new RequestRefused("over", "unknown, over or fetched by another");
  if (!answer.response.ok) throw problemOf(answer.response.status, answer.error);
  return readRequest(String(answer.data), { ...link, walletNonce, origin: location.origin, now: clock.now() });
}

/** Presents what was picked; where the browser goes next, if anywhere. Throws Problem, NoKey, NotTaken, CertsError. */
export async function give(link: Link, request: VpRequest, picked: readonly Picked[]): Promise<string | null> {
  const { pair, device_id = "" } = await phoneKeys();
  await learnTime(); // a presentation dated by a wrong clock is refused
  const shown: Record<string, string[]> = {};
  for (const one of picked) {
    const { copy } = await ask(api.POST("/api/v1/devices/{device_id}/copies", { params: { path: { device_id } }, body: { certificate_id: one.id } }));
    const binding = { key: pair.privateKey, aud: request.clientId, nonce: request.nonce, iat: Math.floor(clock.now()) };
    shown[one.query] = [await present(copy, one.fields, binding)];
  }
  const { encryptTo, state } = request;
  if (encryptTo === null) return send(link, { vp_token: JSON.stringify(shown), state });
  return send(link, { response: await seal({ vp_token: shown, state }, encryptTo.key, encryptTo) });
}

/** Tells the asker no. Where the browser goes next, if anywhere. Throws Problem, NotTaken. */
export function refuse(link: Link, request: VpRequest): Promise<string | null> {
  return send(link, { error: "access_denied", state: request.state });
}

async function send(link: Link, body: Record<string, string>): Promise<string | null> {
  const path = { reference: referenceOf(link) };
  const { response, data, error } = await api.POST("/openid/presentations/{reference}/response", { params: { path }, body, ...FORM });
  if (response.status === 400) throw new NotTaken(JSON.stringify(error));
  if (!response.ok) throw problemOf(response.status, error);
  const way = data?.redirect_uri ?? "";
  return way.startsWith("https://") ? way : null;
}

function nonceFor(reference: string): string {
  const known = sessionStorage.getItem(NONCE + reference) ?? crypto.randomUUID();
  sessionStorage.setItem(NONCE + reference, known);
  return known;
}
