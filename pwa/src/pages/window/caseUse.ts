/** One case of this window: read, changed by scans and by paper, and noted among today's. */
import { ref, shallowRef } from "vue";
import { api, ask, attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import { noteCase, openDesk } from "@/state/window";
import type { Case, CaseMaterial } from "./caseTerms";
import type { Verdict } from "./outbox";
import { waysOf } from "./useTypeNames";

export class CaseUse {
  readonly found = shallowRef<Case | null>(null);
  readonly problem = shallowRef<Problem | null>(null);
  /** Material code to the ways in which certificates replace it. */
  readonly ways = shallowRef<ReadonlyMap<string, string[][]>>(new Map());
  /** Code of the material whose change is on its way, or "". */
  readonly changing = ref("");
  private readonly path: { case_no: string };

  constructor(caseNo: string) {
    this.path = { case_no: caseNo };
  }

  async read(): Promise<void> {
    const [answer] = await Promise.all([
      attempt(() => ask(api.GET("/api/v1/cases/{case_no}", { params: { path: this.path } }))),
      attempt(openDesk), // only the printed sheet needs it
    ]);
    this.problem.value = answer instanceof Problem ? answer : null;
    if (answer instanceof Problem) return;
    this.take(answer);
    await this.readWays(answer.matter.code);
  }

  /** Throws Problem. */
  async scan(code: string, key: string): Promise<Verdict> {
    const params = { path: this.path, header: { "Idempotency-Key": key } };
    const answer = await ask(api.POST("/api/v1/cases/{case_no}/scans", { params, body: { code, challenge: null } }));
    this.take(answer.case);
    return answer.verdict;
  }

  async setMaterial(material: CaseMaterial, state: "provided" | "missing"): Promise<void> {
    if (this.changing.value) return;
    this.changing.value = material.code;
    const params = { path: { ...this.path, material_code: material.code } };
    const answer = await attempt(() =>
      ask(api.PUT("/api/v1/cases/{case_no}/materials/{material_code}", { params, body: { state } })),
    );
    this.changing.value = "";
    this.problem.value = answer instanceof Problem ? answer : null;
    if (!(answer instanceof Problem)) this.take(answer);
  }

  /** An answer that was overtaken by a newer one changes nothing. */
  private take(answer: Case): void {
    if (this.found.value && answer.revision < this.found.value.revision) return;
    this.found.value = answer;
    void noteCase(answer);
  }

  private async readWays(code: string): Promise<void> {
    const matter = await attempt(() => ask(api.GET("/api/v1/matters/{code}", { params: { path: { code } } })));
    if (!(matter instanceof Problem)) this.ways.value = new Map(matter.materials.map((one) => [one.code, waysOf(one)]));
  }
}
