/**
 * One visitor after the other: what was held up, the verdict on it, the face beside it, and the way to the next.
 *
 * Rules: 1. a new code replaces the verdict before it; 2. where the face comes first, the way is free only after a person
 * said so; 3. the page returns to scanning by itself after a time, unless somebody holds it or a face is awaited; what is
 * not green stays twice as long.
 */
import { type ComputedRef, computed, shallowReactive, watch } from "vue";
import { Problem } from "@/api/problem";
import { toast } from "@/components/toasts";
import { useTicker } from "@/composables/useTicker";
import { useText } from "@/locales";
import type { Scan } from "@/scan/kinds";
import { sound } from "@/scan/sound";
import { clock } from "@/state/clock";
import { gate } from "@/state/gate/gate";
import { type Portrait, belongs, receive, stillWaits } from "@/state/gate/portrait";
import { present, refuseFace } from "@/state/gate/present";
import type { GateVerdict } from "@/state/gate/verdict";

export type Stage = "told" | "face" | "faceRefused";

export interface Visitor {
  verdict: GateVerdict | null;
  stage: Stage;
  portrait: Portrait | null;
  /** A portrait frame that came before its code. */
  early: Portrait | null;
  /** The scanner is to take the portrait frame now. */
  awaitsFace: boolean;
  paused: boolean;
  held: boolean;
  working: boolean;
  /** When the verdict was shown, seconds. */
  since: number;
}

interface Acts {
  visitor: Visitor;
  /** Seconds until the scanner comes back; null: not by itself. */
  left: ComputedRef<number | null>;
  take: (scan: Scan) => Promise<void>;
  wantFace: () => void;
  faceIs: (same: boolean) => Promise<void>;
  next: () => void;
}

export function useVerdict(): Acts {
  const visitor = shallowReactive<Visitor>({
    verdict: null,
    stage: "told",
    portrait: null,
    early: null,
    awaitsFace: false,
    paused: false,
    held: false,
    working: false,
    since: 0,
  });
  const { t } = useText();
  const next = (): void => {
    Object.assign(visitor, { verdict: null, portrait: null, awaitsFace: false, held: false, paused: false });
  };

  async function take(scan: Scan): Promise<void> {
    if (scan.kind !== "portrait") return takeCode(visitor, scan);
    const words = takeFace(visitor, await receive(scan.text, clock.now()));
    if (words !== null) toast(t(words), words === "gate.scan.portrait" ? "ok" : "bad");
  }

  watch(
    () => visitor.paused,
    (paused) => {
      if (!paused && visitor.verdict !== null && !visitor.awaitsFace) next(); // the scanner's own button
    },
  );
  return {
    visitor,
    left: useReturn(visitor, next),
    take,
    next,
    wantFace: () => wantFace(visitor),
    faceIs: (same) => faceIs(visitor, same),
  };
}

async function takeCode(visitor: Visitor, scan: Scan): Promise<void> {
  visitor.working = true;
  try {
    tell(visitor, await present(scan.text, scan.at));
  } catch (error) {
    if (!(error instanceof Problem)) throw error; // the gate is shut out, and the page says so
    visitor.paused = false;
  } finally {
    visitor.working = false;
  }
}

function tell(visitor: Visitor, verdict: GateVerdict): void {
  const portrait = earlyOne(visitor.early, verdict.portrait);
  const stage = verdict.outcome === "accepted" && gate.policy.portraitFirst ? "face" : "told";
  Object.assign(visitor, { verdict, stage, portrait, early: null, awaitsFace: false, held: false });
  visitor.paused = true;
  visitor.since = clock.now();
  if (stage === "face" && verdict.portrait !== null && portrait === null && !verdict.behalf) wantFace(visitor);
  if (gate.policy.sound) soundOf(verdict)();
}

function soundOf({ colour }: GateVerdict): () => void {
  return colour === "red" ? sound.bad : sound.good;
}

function earlyOne(early: Portrait | null, digest: string | null): Portrait | null {
  return stillWaits(early, clock.now()) && belongs(early, digest) ? early : null;
}

function wantFace(visitor: Visitor): void {
  visitor.awaitsFace = true;
  visitor.paused = false;
}

async function faceIs(visitor: Visitor, same: boolean): Promise<void> {
  if (visitor.verdict === null) return;
  Object.assign(visitor, { stage: same ? "told" : "faceRefused", awaitsFace: false, since: clock.now() });
  visitor.paused = true;
  if (same) return;
  if (gate.policy.sound) sound.bad();
  await refuseFace(visitor.verdict);
}

/** Put the portrait where it belongs; the words to say about it, null when it simply appears. */
function takeFace(visitor: Visitor, found: Portrait | null) {
  if (visitor.verdict === null) {
    visitor.early = found;
    visitor.paused = false;
    return found === null ? "gate.scan.portraitBad" : "gate.scan.portrait";
  }
  if (belongs(found, visitor.verdict.portrait)) {
    Object.assign(visitor, { portrait: found, awaitsFace: false, paused: true, since: clock.now() });
    return null;
  }
  visitor.paused = !visitor.awaitsFace;
  return found === null ? "gate.scan.portraitBad" : "gate.verdict.portraitOther";
}

/** Rule 3. */
function useReturn(visitor: Visitor, next: () => void): ComputedRef<number | null> {
  const now = useTicker(500);
  const left = computed(() => {
    const { verdict, stage, awaitsFace, held } = visitor;
    const seconds = gate.policy.returnAfter;
    if (verdict === null || seconds === 0 || held || awaitsFace || stage === "face") return null;
    const stay = verdict.colour === "green" && stage === "told" ? seconds : 2 * seconds;
    return Math.max(0, Math.ceil(visitor.since + stay - now.value));
  });
  watch(left, (seconds) => {
    if (seconds === 0) next();
  });
  return left;
}
