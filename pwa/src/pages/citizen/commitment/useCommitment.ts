/** Reads the commitment of a case and signs the very document that was read, with this phone's key. */
import { ref, type Ref, shallowRef } from "vue";
import { api, ask, attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import type { components } from "@/api/schema";
import { commitment } from "@/certs/commitment";
import { sentOnce } from "@/state/again";
import { clock } from "@/state/clock";
import { learnTime } from "@/state/officeTime";
import { NoKey, phoneKeys } from "../show/signing";

export type CaseCommitment = components["schemas"]["CaseCommitmentAnswer"];

export interface Committing {
  found: Ref<CaseCommitment | null>;
  problem: Ref<Problem | null>;
  /** What refused the last signature. */
  refused: Ref<Problem | null>;
  busy: Ref<boolean>;
  noKey: Ref<boolean>;
  load: () => Promise<void>;
  sign: () => Promise<void>;
}

export function useCommitment(caseNo: string): Committing {
  const found = shallowRef<CaseCommitment | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const refused = shallowRef<Problem | null>(null);
  const busy = ref(false);
  const noKey = ref(false);
  const params = { path: { case_no: caseNo } };

  async function load(): Promise<void> {
    const answer = await attempt(() => ask(api.GET("/api/v1/me/cases/{case_no}/commitment", { params })));
    problem.value = answer instanceof Problem ? answer : null;
    if (!(answer instanceof Problem)) found.value = answer;
  }

  async function sign(): Promise<void> {
    const read = found.value;
    if (!read || busy.value) return;
    busy.value = true;
    try {
      const answer = await attempt(() => promise(read));
      refused.value = answer instanceof Problem ? answer : null;
      if (!(answer instanceof Problem)) found.value = answer;
      else if (answer.status === 409) await load();
    } catch (error) {
      if (!(error instanceof NoKey)) throw error;
      noKey.value = true;
    } finally {
      busy.value = false;
    }
  }

  return { found, problem, refused, busy, noKey, load, sign };
}

const promising = sentOnce();

/** The answer of the office to the promise signed over what was read. Throws Problem, NoKey. */
async function promise(read: CaseCommitment): Promise<CaseCommitment> {
  const { pair, device_id } = await phoneKeys();
  const said = { aud: read.aud, case: read.case_no, revision: read.revision, read: read.read };
  const params = { path: { case_no: read.case_no } };
  return promising(
    [said, device_id],
    async () => {
      await learnTime(); // a promise dated by a wrong clock is refused
      const statement = await commitment(said, Math.floor(clock.now()), pair.privateKey);
      return { revision: read.revision, device_id: device_id ?? "", statement };
    },
    (body, key) => ask(api.POST("/api/v1/me/cases/{case_no}/commitment", { params, body, headers: { "Idempotency-Key": key } })),
  );
}
