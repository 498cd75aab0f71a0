/**
 * One visitor after the other: what was held up, the verdict on it, the face beside it, and the way to the next.
 *
 * Rules: 1. a new code replaces the verdict before it; 2. where the face comes first, the way is free only after a person
 * said so; 3. the page returns to scanning by itself after a time, unless somebody holds it, a face is awaited, or it
 * was refused or amber: those stay twice as long.
 */
import { computed, ref, shallowRef, watch } from "vue";
import type { ComputedRef, Ref, ShallowRef } from "vue";
import { toast } from "@/components/toasts";
import { useTicker } from "@/composables/useTicker";
import { useText } from "@/locales";
import { sound } from "@/scan/sound";
import type { Scan } from "@/scan/kinds";
import { clock } from "@/state/clock";
import { gate } from "@/state/gate/gate";
import { type Portrait, belongs, receive, stillWaits } from "@/state/gate/portrait";
import { present, refuseFace } from "@/state/gate/present";
import type { GateVerdict } from "@/state/gate/verdict";
import { useQuiet } from "./useQuiet";

export type Stage = "told" | "face" | "faceRefused";

export interface Visitor {
  verdict: ShallowRef<GateVerdict | null>;
  stage: Ref<Stage>;
  portrait: ShallowRef<Portrait | null>;
  /** The scanner is to take the portrait frame now. */
  awaitsFace: Ref<boolean>;
  paused: Ref<boolean>;
  held: Ref<boolean>;
  /** Seconds until the scanner comes back; null: not by itself. */
  left: ComputedRef<number | null>;
  working: Readonly<Ref<boolean>>;
  take: (scan: Scan) => Promise<void>;
  wantFace: () => void;
  faceIs: (same: boolean) => Promise<void>;
  next: () => void;
}

export function useVerdict(): Visitor {
  const verdict = shallowRef<GateVerdict | null>(null);
  const stage = ref<Stage>("told");
  const portrait = shallowRef<Portrait | null>(null);
  const awaitsFace = ref(false);
  const paused = ref(false);
  const held = ref(false);
  const shownAt = ref(0);
  const { busy: working, run } = useQuiet();
  const { takeFace, early } = useFace({ verdict, portrait, awaitsFace, paused });
  const left = useReturn({ verdict, stage, awaitsFace, held, shownAt, next });

  async function take(scan: Scan): Promise<void> {
    if (scan.kind === "portrait") return takeFace(scan.text);
    await run(async () => tell(await present(scan.text, scan.at)));
    if (verdict.value === null) paused.value = false;
  }

  function tell(found: GateVerdict): void {
    verdict.value = found;
    held.value = false;
    paused.value = true;
    portrait.value = early(found.portrait);
    stage.value = found.outcome === "accepted" && gate.policy.portraitFirst ? "face" : "told";
    if (stage.value === "face" && found.portrait !== null && portrait.value === null) wantFace();
    else awaitsFace.value = false;
    shownAt.value = clock.now();
    if (gate.policy.sound) (found.colour === "red" ? sound.bad : sound.good)();
  }

  function wantFace(): void {
    awaitsFace.value = true;
    paused.value = false;
  }

  async function faceIs(same: boolean): Promise<void> {
    if (verdict.value === null) return;
    stage.value = same ? "told" : "faceRefused";
    awaitsFace.value = false;
    paused.value = true;
    shownAt.value = clock.now();
    if (!same) await refuseFace(verdict.value);
    if (!same && gate.policy.sound) sound.bad();
  }

  function next(): void {
    verdict.value = null;
    portrait.value = null;
    awaitsFace.value = false;
    paused.value = false;
  }

  watch(paused, (now) => {
    if (!now && verdict.value !== null && !awaitsFace.value) next(); // the scanner's own button
  });
  return { verdict, stage, portrait, awaitsFace, paused, held, left, working, take, wantFace, faceIs, next };
}

type FaceParts = Pick<Visitor, "verdict" | "portrait" | "awaitsFace" | "paused">;

function useFace({ verdict, portrait, awaitsFace, paused }: FaceParts): {
  takeFace: (text: string) => Promise<void>;
  early: (digest: string | null) => Portrait | null;
} {
  const { t } = useText();
  const waiting = shallowRef<Portrait | null>(null);

  async function takeFace(text: string): Promise<void> {
    const found = await receive(text, clock.now());
    const digest = verdict.value?.portrait ?? null;
    if (verdict.value === null) {
      waiting.value = found;
      toast(t(found === null ? "gate.scan.portraitBad" : "gate.scan.portrait"), found === null ? "warn" : "ok");
      paused.value = false;
    } else if (belongs(found, digest)) {
      portrait.value = found;
      awaitsFace.value = false;
      paused.value = true;
    } else {
      toast(t(found === null ? "gate.scan.portraitBad" : "gate.verdict.portraitOther"), "bad");
      paused.value = !awaitsFace.value;
    }
  }

  function early(digest: string | null): Portrait | null {
    const found = stillWaits(waiting.value, clock.now()) && belongs(waiting.value, digest) ? waiting.value : null;
    waiting.value = null;
    return found;
  }

  return { takeFace, early };
}

type ReturnParts = Pick<Visitor, "verdict" | "stage" | "awaitsFace" | "held" | "next"> & { shownAt: Ref<number> };

/** Rule 3. */
function useReturn({ verdict, stage, awaitsFace, held, shownAt, next }: ReturnParts): ComputedRef<number | null> {
  const now = useTicker(500);
  const left = computed(() => {
    const seconds = gate.policy.returnAfter;
    if (verdict.value === null || seconds === 0 || held.value || awaitsFace.value || stage.value === "face") return null;
    const stay = verdict.value.colour === "green" && stage.value === "told" ? seconds : 2 * seconds;
    return Math.max(0, Math.ceil(shownAt.value + stay - now.value));
  });
  watch(left, (seconds) => {
    if (seconds === 0) next();
  });
  return left;
}
