/**
 * One case of this window: read, and changed by scans, by paper and by acts; or one that a scan brings here.
 *
 * Rules: 1. an act names the revision that stands on the page; 2. an act that got no answer is sent again under the same
 * key, so that it is done once; 3. a refused act leaves the page as it is and says why; when the office's case differs
 * from the page's, it is read again, by itself where the answer told nothing else, or when the clerk has seen what changed;
 * 4. a number that is no case of this window may be one begun online: the applicant's code brings it, or that of the
 * agent whom the applicant named on the phone, and it is an ordinary case from then on.
 */
import { computed, ref, shallowRef } from "vue";
import { api, ask, attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import { actKeys } from "@/components/cases/actKeys";
import { isStale } from "@/components/cases/trouble";
import type { Case } from "@/components/cases/terms";
import { caseNumber } from "@/scan/caseNumber";
import { openDesk } from "@/state/window";
import type { CaseMaterial } from "./caseTerms";
import type { Role, Verdict } from "./outbox";
import { waysOf } from "./useTypeNames";

const PATHS = {
  accept: "/api/v1/cases/{case_no}/acceptance",
  defer: "/api/v1/cases/{case_no}/deferral",
} as const;
export type WindowAct = keyof typeof PATHS;

export class CaseUse {
  readonly found = shallowRef<Case | null>(null);
  readonly problem = shallowRef<Problem | null>(null);
  /** It is not this window's, as far as it exists at all (rule 4). */
  readonly absent = computed(() => !this.found.value && this.problem.value?.code === "case_not_found" && this.wellFormed);
  /** It was brought here while this page was open. */
  readonly brought = ref(false);
  /** Why the last act was refused. */
  readonly refused = shallowRef<Problem | null>(null);
  /** Material code to the ways in which certificates replace it. */
  readonly ways = shallowRef<ReadonlyMap<string, string[][]>>(new Map());
  /** Code of the material whose change is on its way, or "". */
  readonly changing = ref("");
  readonly filling = ref(false);
  /** The answers about who applies are on their way, or the applicant's name is. */
  readonly telling = ref(false);
  readonly acting = ref<WindowAct | "">("");
  private readonly path: { case_no: string };
  private readonly wellFormed: boolean;
  private readonly keyOf = actKeys();

  constructor(caseNo: string) {
    this.path = { case_no: caseNo };
    this.wellFormed = caseNumber(caseNo) === caseNo;
  }

  async read(): Promise<void> {
    const [answer] = await Promise.all([
      attempt(() => ask(api.GET("/api/v1/cases/{case_no}", { params: { path: this.path } }))),
      attempt(openDesk), // only the printed sheet needs it
    ]);
    this.problem.value = answer instanceof Problem ? answer : null;
    if (answer instanceof Problem) return;
    this.take(answer);
    if (!this.ways.value.size) await this.readWays(answer.matter.code);
  }

  /** After the clerk has seen what changed (rule 3). */
  async reload(): Promise<void> {
    await this.read();
    if (!this.problem.value) this.refused.value = null;
  }

  /** Throws Problem. */
  async scan(code: string, key: string, role: Role): Promise<Verdict> {
    const params = { path: this.path, header: { "Idempotency-Key": key } };
    const answer = await ask(api.POST("/api/v1/cases/{case_no}/scans", { params, body: { code, challenge: null, role } }));
    this.brought.value ||= this.absent.value;
    this.take(answer.case);
    this.refused.value = null;
    if (!this.ways.value.size) void this.readWays(answer.case.matter.code);
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
    await this.settle(answer);
  }

  /** Type what no certificate says: all typed fields at once. */
  async fill(fields: Record<string, string>): Promise<void> {
    const revision = this.found.value?.revision;
    if (revision === undefined || this.filling.value) return;
    this.filling.value = true;
    const params = { path: this.path };
    const answer = await attempt(() => ask(api.PUT("/api/v1/cases/{case_no}/form", { params, body: { revision, fields } })));
    this.filling.value = false;
    await this.settle(answer);
  }

  /** Correct what was answered about the situation. */
  async answer(answers: Record<string, string>): Promise<void> {
    const revision = this.found.value?.revision;
    if (revision === undefined || this.telling.value) return;
    this.telling.value = true;
    const answer = await attempt(() => ask(api.PUT("/api/v1/cases/{case_no}/answers", { params: { path: this.path }, body: { revision, answers } })));
    this.telling.value = false;
    await this.settle(answer);
  }

  /** Who the applicant is, from the letter that the agent brought. Null when it is done, or why it was refused. */
  async nameApplicant(name: string, number: string): Promise<Problem | null> {
    const revision = this.found.value?.revision;
    if (revision === undefined || this.telling.value) return null;
    this.telling.value = true;
    const body = { revision, name, citizen_number: number };
    const answer = await attempt(() => ask(api.PUT("/api/v1/cases/{case_no}/applicant", { params: { path: this.path }, body })));
    this.telling.value = false;
    if (answer instanceof Problem) return answer;
    await this.settle(answer);
    return null;
  }

  /** Somebody whose code was scanned by mistake does not act. */
  async dismiss(): Promise<void> {
    if (this.telling.value) return;
    this.telling.value = true;
    const answer = await attempt(() => ask(api.DELETE("/api/v1/cases/{case_no}/agent", { params: { path: this.path } })));
    this.telling.value = false;
    await this.settle(answer);
  }

  /** Whether it was done (rules 1 to 3). */
  async act(act: WindowAct): Promise<boolean> {
    const revision = this.found.value?.revision;
    if (revision === undefined || this.acting.value) return false;
    this.acting.value = act;
    const params = { path: this.path, header: { "Idempotency-Key": this.keyOf(`${act} ${revision}`) } };
    const answer = await attempt(() => ask(api.POST(PATHS[act], { params, body: { revision } })));
    this.acting.value = "";
    await this.settle(answer);
    return !(answer instanceof Problem);
  }

  private async settle(answer: Case | Problem): Promise<void> {
    this.refused.value = answer instanceof Problem ? answer : null;
    if (!(answer instanceof Problem)) this.take(answer);
    else if (isStale(answer) && answer.code !== "case_changed") await this.read();
  }

  /** An answer that was overtaken by a newer one changes nothing. */
  private take(answer: Case): void {
    if (this.found.value && answer.revision < this.found.value.revision) return;
    this.found.value = answer;
    this.problem.value = null;
  }

  private async readWays(code: string): Promise<void> {
    const matter = await attempt(() => ask(api.GET("/api/v1/matters/{code}", { params: { path: { code } } })));
    if (!(matter instanceof Problem)) this.ways.value = new Map(matter.materials.map((one) => [one.code, waysOf(one)]));
  }
}
