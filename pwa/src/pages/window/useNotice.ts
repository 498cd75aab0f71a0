/** The one notice of all that is missing from a case, as the office words it now. */
import { ref, shallowRef, type Ref, type ShallowRef } from "vue";
import { api, ask, attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import type { components } from "@/api/schema";

export type Notice = components["schemas"]["MissingNotice"];
export type MissingMaterial = components["schemas"]["MissingMaterial"];

export interface NoticeUse {
  notice: ShallowRef<Notice | null>;
  problem: ShallowRef<Problem | null>;
  busy: Ref<boolean>;
  read(): Promise<void>;
}

export function useNotice(caseNo: string): NoticeUse {
  const notice = shallowRef<Notice | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const busy = ref(false);

  async function read(): Promise<void> {
    notice.value = null;
    busy.value = true;
    const params = { path: { case_no: caseNo } };
    const answer = await attempt(() => ask(api.GET("/api/v1/cases/{case_no}/missing-notice", { params })));
    busy.value = false;
    problem.value = answer instanceof Problem ? answer : null;
    if (!(answer instanceof Problem)) notice.value = answer;
  }

  return { notice, problem, busy, read };
}

/** What may not follow later: a case that lacks it cannot be accepted with a gap. */
export function firm(notice: Notice): MissingMaterial[] {
  return notice.materials.filter((one) => one.due === null);
}

/** The last of the days on which what is missing must be there; "" without any. */
export function lastDay(notice: Notice): string {
  return notice.materials.flatMap((one) => one.due ?? []).toSorted().at(-1) ?? "";
}
