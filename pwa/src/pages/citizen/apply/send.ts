/** Sends an application: what was typed first, then the consent that this phone's key signs over exactly that. */
import { api, ask } from "@/api/client";
import { consent } from "@/certs/consent";
import { sentOnce } from "@/state/again";
import { clock } from "@/state/clock";
import { learnTime } from "@/state/officeTime";
import { phoneKeys } from "../show/signing";
import type { MyCase, MyCertificate } from "./plan";

/** Begin a case; `applicant`: `me`, or the id of an organisation. Throws Problem. */
export function begin(matter: string, answers: Readonly<Record<string, string>>, applicant: string, key: string): Promise<MyCase> {
  const body = { matter, answers: { ...answers }, for: applicant };
  return ask(api.POST("/api/v1/me/cases", { body, headers: { "Idempotency-Key": key } }));
}

export function read(caseNo: string): Promise<MyCase> {
  return ask(api.GET("/api/v1/me/cases/{case_no}", { params: { path: { case_no: caseNo } } }));
}

/** Type into the form where that changes anything; the case after it. Throws Problem. */
export function fill(found: MyCase, typed: Readonly<Record<string, string>>): Promise<MyCase> {
  const before = Object.fromEntries(found.form.filter((one) => one.typed).map((one) => [one.name, one.value]));
  const names = new Set([...Object.keys(before), ...Object.keys(typed)]);
  if ([...names].every((name) => before[name] === typed[name])) return Promise.resolve(found);
  const body = { revision: found.revision, fields: { ...typed } };
  return ask(api.PUT("/api/v1/me/cases/{case_no}/form", { params: { path: { case_no: found.case_no } }, body }));
}

const submission = sentOnce();

/** Sign and send. Throws Problem, or NoKey where this phone has no key. */
export async function submit(
  found: MyCase,
  certificates: readonly MyCertificate[],
  typed: Readonly<Record<string, string>>,
  defer: boolean,
): Promise<MyCase> {
  const { pair, device_id } = await phoneKeys();
  const shown = certificates.map((one) => ({ id: one.certificate_id, fields: one.fields.map((field) => field.name) }));
  const statement = {
    aud: found.aud, case: found.case_no, revision: found.revision,
    matter: { code: found.matter.code, version: found.matter.version }, answers: found.answers, typed, certificates: shown, defer,
  };
  const params = { path: { case_no: found.case_no } };
  return submission(
    [statement, device_id],
    async () => {
      await learnTime(); // a consent dated by a wrong clock is refused
      const signature = await consent(statement, Math.floor(clock.now()), pair.privateKey);
      return { revision: found.revision, certificates: shown.map((one) => one.id), device_id: device_id ?? "", signature, defer };
    },
    (body, key) => ask(api.POST("/api/v1/me/cases/{case_no}/submission", { params, body, headers: { "Idempotency-Key": key } })),
  );
}
