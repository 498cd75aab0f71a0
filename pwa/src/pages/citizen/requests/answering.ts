/**
 * Answers what somebody asks this phone for: yes, signed by its key over exactly what is shown; or no; and takes a yes back.
 *
 * 1. An answer is kept before it is sent: a network that is lost in the middle sends it later. The office takes the same
 * answer any number of times and does it once. 2. A signature is good for five minutes; one that could not be sent in four
 * is dropped, and its holder is asked anew. 3. What another account kept is nobody's here. No value is kept, only names.
 */
import { api, ask, attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import type { components } from "@/api/schema";
import { disclosure } from "@/certs/disclosure";
import { clock } from "@/state/clock";
import { keep, recall } from "@/state/database";
import { learnTime } from "@/state/officeTime";
import { session } from "@/state/session";
import { phoneKeys } from "../show/signing";
import { PLACE } from "./lines";
import type { MyRequest } from "./terms";

/** One certificate of each kind that is shown, with the names of its fields, in the order asked. */
export interface Picked {
  readonly id: string;
  readonly fields: readonly string[];
}

interface Kept {
  /** null: no. */
  readonly yes: components["schemas"]["ConsentBody"] | null;
  readonly at: number;
  readonly subject: string | null;
}

const FRESH = 240; // seconds
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function placeOf(id: string): string {
  return `${PLACE}${id}`;
}

/** By its id, or by the reference of a link, which is mine from now on. Throws Problem. */
export function read(idOrReference: string): Promise<MyRequest> {
  if (!ID.test(idOrReference)) return ask(api.POST("/api/v1/me/requests/claims", { body: { reference: idOrReference } }));
  return ask(api.GET("/api/v1/me/requests/{request_id}", { params: { path: { request_id: idOrReference } } }));
}

/** Signs, keeps and sends. The request after it. Throws Problem, NoKey. */
export async function sayYes(found: MyRequest, picked: readonly Picked[]): Promise<MyRequest> {
  const { pair, device_id } = await phoneKeys();
  await learnTime(); // a consent dated by a wrong clock is refused
  const { aud, request_id, asker, purpose, until, keep_days } = found;
  const said = { aud, request: request_id, asker: asker.id, purpose: purpose.code, until, keep_days, certificates: picked };
  const signature = await disclosure(said, Math.floor(clock.now()), pair.privateKey);
  const certificates = picked.map((one) => ({ certificate_id: one.id, fields: [...one.fields] }));
  return keepAndSend(request_id, { certificates, device_id: device_id ?? "", signature });
}

/** The request after it. Throws Problem. */
export function sayNo(found: MyRequest): Promise<MyRequest> {
  return keepAndSend(found.request_id, null);
}

/** Whether an answer waits for the network. Rules 2, 3. */
export async function hasKept(id: string): Promise<boolean> {
  const kept = (await recall(placeOf(id))) as Kept | null;
  if (kept === null) return false;
  if (kept.subject === session.subject && clock.now() - kept.at < FRESH) return true;
  await drop(id);
  return false;
}

/** Sends what was kept. The request after it. Throws Problem. */
export async function sendKept(id: string): Promise<MyRequest> {
  const kept = (await recall(placeOf(id))) as Kept | null;
  return kept === null ? read(id) : send(id, kept);
}

/** Sends what was kept, if anything was; a refusal is told when the request is opened. */
export async function sendIfKept(id: string): Promise<void> {
  if (await hasKept(id)) await attempt(() => sendKept(id));
}

export async function drop(id: string): Promise<void> {
  await keep(placeOf(id), null);
}

/** Takes a yes back. The request after it. Throws Problem. */
export function withdraw(id: string): Promise<MyRequest> {
  return ask(api.DELETE("/api/v1/me/requests/{request_id}/consent", { params: { path: { request_id: id } } }));
}

async function keepAndSend(id: string, yes: Kept["yes"]): Promise<MyRequest> {
  const kept = { yes, at: clock.now(), subject: session.subject };
  await keep(placeOf(id), kept);
  return send(id, kept);
}

async function send(id: string, { yes }: Kept): Promise<MyRequest> {
  const params = { path: { request_id: id } };
  try {
    const after = await ask(
      yes === null ? api.POST("/api/v1/me/requests/{request_id}/refusal", { params }) : api.POST("/api/v1/me/requests/{request_id}/consent", { params, body: yes }),
    );
    await drop(id);
    return after;
  } catch (error) {
    if (error instanceof Problem && !error.unanswered && error.status < 500) await drop(id);
    throw error;
  }
}
