/** How a case of mine stands, as a mark and in words. */
import type { components } from "@/api/schema";
import { isJoint, progressOf } from "@/components/cases/parts";
import type { Mark } from "@/components/StatusMark.vue";
import type { TextKey } from "@/locales";

export type MyCase = components["schemas"]["MyCaseAnswer"];
export type MyLine = components["schemas"]["MyCaseLine"];
export type State = MyLine["state"];

const MARKS: Record<State, Mark> = {
  draft: "quiet", deferred: "warn", accepted: "ok", deciding: "ok", approved: "ok", rejected: "bad", withdrawn: "quiet", ended: "bad",
};

export function markOf(state: State): Mark {
  return MARKS[state];
}

/** A draft that was sent and lacks something is called so. */
export function wordOf(state: State, submitted = false): TextKey {
  return state === "draft" && submitted ? "mine.cases.states.submitted" : `mine.cases.states.${state}`;
}

type Together = "going" | "granted" | "refused";
const TOGETHER: Record<Together, Mark> = { going: "ok", granted: "ok", refused: "warn" };

/** What several offices do together is done when the last of them is: until then the leading one's answer is one of theirs. */
function together(found: MyCase): Together | null {
  const progress = progressOf(found.parts);
  return found.closed_at && isJoint(found.parts) && progress !== "before" && progress !== "stopped" ? progress : null;
}

export function standingMark(found: MyCase): Mark {
  const progress = together(found);
  return progress ? TOGETHER[progress] : MARKS[found.state];
}

export function standingWord(found: MyCase): TextKey {
  const progress = together(found);
  return progress ? `mine.cases.states.${progress}` : wordOf(found.state, found.submitted);
}

export function toldOf(found: MyCase): TextKey {
  const progress = together(found);
  if (progress) return `mine.case.told.${progress}`;
  if (found.state === "ended" && !found.deferred_until) return "mine.case.told.lapsed";
  if (found.state !== "draft") return `mine.case.told.${found.state}`;
  if (found.channel === "window") return "mine.case.told.window";
  return found.submitted ? "mine.case.told.submitted" : "mine.case.told.draft";
}

export function canGoOn(found: MyCase): boolean {
  return found.channel === "online" && found.acts.includes("fill");
}

/** It may be promised instead of handing something in, or that was done. */
export function promises(found: MyCase): boolean {
  return found.acts.includes("commit") || found.materials.some((one) => one.state === "committed");
}
