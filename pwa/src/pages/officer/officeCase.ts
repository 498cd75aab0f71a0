/**
 * One case of the office: read, taken, decided.
 *
 * Rules: 1. an act names the revision that stands on the page; 2. an act that got no answer is sent again under the same
 * key, so that it is done once; 3. a refused act leaves the page as it is and says why; the case is read again by itself,
 * except where the officer is to see first what others changed.
 */
import { ref, shallowRef } from "vue";
import { api, ask, attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import { actKeys } from "@/components/cases/actKeys";
import { isStale } from "@/components/cases/trouble";
import type { OfficeCase } from "./terms";

export type Outcome = "approved" | "rejected";

export class OfficeCaseUse {
  readonly found = shallowRef<OfficeCase | null>(null);
  readonly problem = shallowRef<Problem | null>(null);
  /** Why the last act was refused. */
  readonly refused = shallowRef<Problem | null>(null);
  readonly busy = ref(false);
  private readonly path: { case_no: string };
  private readonly keyOf = actKeys();

  constructor(caseNo: string) {
    this.path = { case_no: caseNo };
  }

  async read(): Promise<void> {
    const answer = await attempt(() => ask(api.GET("/api/v1/office-cases/{case_no}", { params: { path: this.path } })));
    this.problem.value = answer instanceof Problem ? answer : null;
    if (!(answer instanceof Problem)) this.found.value = answer;
  }

  /** After the officer has seen what changed (rule 3). */
  async reload(): Promise<void> {
    this.busy.value = true;
    await this.read();
    this.busy.value = false;
    if (!this.problem.value) this.refused.value = null;
  }

  take(): Promise<boolean> {
    return this.act("take", (revision, params) => api.POST("/api/v1/office-cases/{case_no}/taking", { params, body: { revision } }));
  }

  /** `reason` "" : none. */
  decide(outcome: Outcome, reason: string): Promise<boolean> {
    return this.act(`${outcome} ${reason}`, (revision, params) =>
      api.POST("/api/v1/office-cases/{case_no}/decision", { params, body: { revision, outcome, reason: reason || null } }),
    );
  }

  ask(types: readonly string[], reason: string): Promise<boolean> {
    return this.act(`ask ${types.join(" ")} ${reason}`, (revision, params) =>
      api.POST("/api/v1/office-cases/{case_no}/consent-requests", { params, body: { revision, types: [...types], reason } }),
    );
  }

  /** Whether it was done. */
  private async act(what: string, send: Send): Promise<boolean> {
    const revision = this.found.value?.revision;
    if (revision === undefined || this.busy.value) return false;
    this.busy.value = true;
    const params = { path: this.path, header: { "Idempotency-Key": this.keyOf(`${what} ${revision}`) } };
    const answer = await attempt(() => ask(send(revision, params)));
    this.refused.value = answer instanceof Problem ? answer : null;
    if (!(answer instanceof Problem)) this.found.value = answer;
    else if (isStale(answer) && answer.code !== "case_changed") await this.read();
    this.busy.value = false;
    return !(answer instanceof Problem);
  }
}

type Params = { path: { case_no: string }; header: { "Idempotency-Key": string } };
type Send = (revision: number, params: Params) => Parameters<typeof ask<OfficeCase>>[0];
