/** One case of this window: read, changed by scans and by paper, and noted among today's. */
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from "vue";
import { api, ask, attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import { noteCase, openDesk } from "@/state/window";
import type { Case, CaseMaterial } from "./caseTerms";
import type { Verdict } from "./useScans";
import { waysOf } from "./useTypeNames";

export interface CaseUse {
  found: ShallowRef<Case | null>;
  problem: ShallowRef<Problem | null>;
  /** Material code to the ways in which certificates replace it. */
  ways: ComputedRef<ReadonlyMap<string, string[][]>>;
  /** Code of the material whose change is on its way, or "". */
  changing: Ref<string>;
  read(): Promise<void>;
  /** Throws Problem. */
  scan(code: string, key: string): Promise<Verdict>;
  setMaterial(material: CaseMaterial, state: "provided" | "missing"): Promise<void>;
}

export function useCase(caseNo: string): CaseUse {
  const found = shallowRef<Case | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const replaced = shallowRef<ReadonlyMap<string, string[][]>>(new Map());
  const changing = ref("");
  const path = { case_no: caseNo };

  /** An answer that was overtaken by a newer one changes nothing. */
  function take(answer: Case): void {
    if (found.value && answer.revision < found.value.revision) return;
    found.value = answer;
    void noteCase(answer);
  }

  async function read(): Promise<void> {
    const [answer] = await Promise.all([
      attempt(() => ask(api.GET("/api/v1/cases/{case_no}", { params: { path } }))),
      attempt(openDesk), // only the printed sheet needs it
    ]);
    problem.value = answer instanceof Problem ? answer : null;
    if (answer instanceof Problem) return;
    take(answer);
    await readWays(answer.matter.code);
  }

  async function readWays(code: string): Promise<void> {
    const matter = await attempt(() => ask(api.GET("/api/v1/matters/{code}", { params: { path: { code } } })));
    if (!(matter instanceof Problem)) replaced.value = new Map(matter.materials.map((one) => [one.code, waysOf(one)]));
  }

  async function scan(code: string, key: string): Promise<Verdict> {
    const params = { path, header: { "Idempotency-Key": key } };
    const answer = await ask(api.POST("/api/v1/cases/{case_no}/scans", { params, body: { code, challenge: null } }));
    take(answer.case);
    return answer.verdict;
  }

  async function setMaterial(material: CaseMaterial, state: "provided" | "missing"): Promise<void> {
    if (changing.value) return;
    changing.value = material.code;
    const params = { path: { ...path, material_code: material.code } };
    const answer = await attempt(() => ask(api.PUT("/api/v1/cases/{case_no}/materials/{material_code}", { params, body: { state } })));
    changing.value = "";
    problem.value = answer instanceof Problem ? answer : null;
    if (!(answer instanceof Problem)) take(answer);
  }

  return { found, problem, ways: computed(() => replaced.value), changing, read, scan, setMaterial };
}
