/** Lets somebody act for me in a case, signed by this phone's key; takes it back; and how long it lasts unless I say otherwise. */
import { api, ask } from "@/api/client";
import { authorisation } from "@/certs/agent";
import { clock } from "@/state/clock";
import { dayAfter } from "@/state/days";
import { learnTime } from "@/state/officeTime";
import type { MyCase } from "../cases/words";
import { phoneKeys } from "../show/signing";

export interface Named {
  name: string;
  citizen_number: string;
}

const USUAL_DAYS = 30;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A month, or what the office allows where that is less. */
export function usualUntil(from: string, most: string): string {
  const usual = dayAfter(from, USUAL_DAYS);
  return usual < most ? usual : most;
}

/** Whether the office would take this last day. */
export function untilIsRight(until: string, from: string, most: string): boolean {
  return DAY.test(until) && until >= from && until <= most;
}

/** The case after it. Throws Problem, NoKey. */
export async function nameAgent(found: MyCase, agent: Named, until: string): Promise<MyCase> {
  const { pair, device_id } = await phoneKeys();
  await learnTime(); // an authorisation dated by a wrong clock is refused
  const said = { aud: found.aud, case: found.case_no, revision: found.revision, agent, until };
  const signature = await authorisation(said, Math.floor(clock.now()), pair.privateKey);
  const body = { revision: found.revision, ...agent, until, device_id: device_id ?? "", signature };
  return ask(api.PUT("/api/v1/me/cases/{case_no}/agent", { params: { path: { case_no: found.case_no } }, body }));
}

/** The case after it. Throws Problem. */
export function takeBack(caseNo: string): Promise<MyCase> {
  return ask(api.DELETE("/api/v1/me/cases/{case_no}/agent", { params: { path: { case_no: caseNo } } }));
}
