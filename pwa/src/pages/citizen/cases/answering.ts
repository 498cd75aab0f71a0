/** Answers what an office asks me to show: yes, signed by this phone over exactly what is shown; or no. */
import { api, ask } from "@/api/client";
import { consent } from "@/certs/consent";
import { sentOnce } from "@/state/again";
import { clock } from "@/state/clock";
import { learnTime } from "@/state/officeTime";
import { phoneKeys } from "../show/signing";
import type { MyCase } from "./words";

export type Request = MyCase["consent_requests"][number];
export type Shown = Request["certificates"][number];

const answering = sentOnce();

/** The case after it. `shown`: one of each type that is asked for, in that order. Throws Problem, NoKey. */
export async function sayYes(found: MyCase, request: Request, shown: readonly Shown[]): Promise<MyCase> {
  const { pair, device_id } = await phoneKeys();
  const certificates = shown.map((one) => ({ id: one.certificate_id, fields: one.fields.map((field) => field.name) }));
  const statement = {
    aud: found.aud, case: request.case_no, revision: request.revision, answers: found.answers, typed: {}, certificates,
    matter: { code: found.matter.code, version: found.matter.version }, defer: false,
  };
  return send(request, [statement, device_id], async () => {
    await learnTime(); // a consent dated by a wrong clock is refused
    const signature = await consent(statement, Math.floor(clock.now()), pair.privateKey);
    return { answer: "yes", certificates: certificates.map((one) => one.id), device_id: device_id ?? "", signature };
  });
}

/** The case after it. Throws Problem. */
export function sayNo(request: Request): Promise<MyCase> {
  return send(request, [request.case_no, request.revision], () => Promise.resolve({ answer: "no", device_id: null, signature: null }));
}

type Said = { answer: "no"; device_id: null; signature: null } | { answer: "yes"; certificates: string[]; device_id: string; signature: string };

function send(request: Request, what: unknown, sign: () => Promise<Said>): Promise<MyCase> {
  const params = { path: { case_no: request.case_no } };
  return answering(what, sign, (said, key) => {
    const body = { revision: request.revision, ...said };
    return ask(api.POST("/api/v1/me/cases/{case_no}/consent-request/answer", { params, headers: { "Idempotency-Key": key }, body }));
  });
}
