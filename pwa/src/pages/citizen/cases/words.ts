/** How a case of mine stands, as a mark and in words. */
import type { components } from "@/api/schema";
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
  return state === "draft" && submitted ? "citizen.cases.states.submitted" : `citizen.cases.states.${state}`;
}

export function toldOf(found: MyCase): TextKey {
  if (found.state !== "draft") return `citizen.myCase.told.${found.state}`;
  if (found.channel === "window") return "citizen.myCase.told.window";
  return found.submitted ? "citizen.myCase.told.submitted" : "citizen.myCase.told.draft";
}

export function canGoOn(found: MyCase): boolean {
  return found.channel === "online" && found.acts.includes("fill");
}

/** It may be promised instead of handing something in, or that was done. */
export function promises(found: MyCase): boolean {
  return found.acts.includes("commit") || found.materials.some((one) => one.state === "committed");
}
