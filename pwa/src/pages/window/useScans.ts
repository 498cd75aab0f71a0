/**
 * The scans of a page: codes go to the office, and the portrait goes with the verdict whose certificate carries its
 * digest. A portrait that was scanned with an earlier code never stays beside another person's verdict.
 */
import { computed, nextTick, onBeforeUnmount, shallowRef, watch, type ComputedRef, type ShallowRef } from "vue";
import type { Scan } from "@/scan/kinds";
import { note } from "@/scan/marks";
import { portraitOf, type Portrait } from "@/scan/portrait";
import { sound } from "@/scan/sound";
import { Outbox, type Role, type Send, type Verdict } from "./outbox";

export type PortraitState = "none" | "awaited" | "good" | "wrong";

export interface ScansUse {
  verdict: ShallowRef<Verdict | null>;
  portrait: ShallowRef<Portrait | null>;
  portraitState: ComputedRef<PortraitState>;
  outbox: Outbox;
  /** `role`: who shows it. */
  take(scan: Scan, role?: Role): Promise<void>;
}

export function useScans(send: Send): ScansUse {
  const verdict = shallowRef<Verdict | null>(null);
  const portrait = shallowRef<Portrait | null>(null);
  const portraitState = computed(() => stateOf(verdict.value, portrait.value));

  async function show(answer: Verdict, scan: Scan): Promise<void> {
    verdict.value = answer;
    if (portraitState.value === "wrong") portrait.value = null;
    if (answer.accepted) sound.good();
    else sound.bad();
    await nextTick();
    requestAnimationFrame(() => note("scan:verdict", scan.at, performance.now()));
  }
  const outbox = new Outbox(send, show);

  async function take(scan: Scan, role: Role = "applicant"): Promise<void> {
    if (scan.kind !== "portrait") return outbox.put(scan, role);
    portrait.value = await portraitOf(scan.text);
    if (portraitState.value === "wrong") sound.bad();
  }

  watch(outbox.refused, (problem) => problem && sound.bad());
  onBeforeUnmount(() => outbox.stop());
  return { verdict, portrait, portraitState, outbox, take };
}

/** The digests of portraits that the certificates of a verdict carry. */
export function digestsOf(verdict: Verdict | null): string[] {
  const fields = verdict?.accepted ? verdict.certificates.flatMap((one) => one.fields) : [];
  return fields.filter((field) => field.name === "portrait_digest").map((field) => String(field.value));
}

function stateOf(verdict: Verdict | null, portrait: Portrait | null): PortraitState {
  const digests = digestsOf(verdict);
  if (!digests.length) return "none";
  if (!portrait) return "awaited";
  return digests.includes(portrait.digest) ? "good" : "wrong";
}
