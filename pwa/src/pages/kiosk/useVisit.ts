/**
 * A person at this kiosk, in memory alone.
 *
 * 1. Nothing of a visit is stored, and no step of it is an address: leaving starts the page anew at the same address, so
 * that memory, forms and history hold nothing. 2. Whoever touches the screen is still there; the office is told so at most
 * every twenty seconds. 3. Half a minute before its end the visit asks; at its end it leaves by itself. 4. A page that
 * comes back from the browser's own memory starts anew, too.
 */
import { computed, type ComputedRef, onMounted, onScopeDispose, type Ref, ref, shallowRef, watch } from "vue";
import { api, ask, attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import type { components } from "@/api/schema";
import { useTicker } from "@/composables/useTicker";
import { settings } from "@/state/settings";

export type Visit = components["schemas"]["VisitAnswer"];
type Body = components["schemas"]["VisitBody"];

const TELL_EVERY = 20;
const ASK_BEFORE = 30;

export interface Visiting {
  visit: Ref<Visit | null>;
  problem: Ref<Problem | null>;
  busy: Ref<boolean>;
  /** Seconds. */
  left: ComputedRef<number>;
  asking: ComputedRef<boolean>;
  enter: (body: Body) => Promise<void>;
  touched: () => void;
  leave: () => Promise<void>;
}

/** Rule 1: the page anew, in the language and size of everybody. */
function startAnew(): void {
  Object.assign(settings, { language: "zh", elder: false });
  location.replace("/kiosk");
}

export function useVisit(): Visiting {
  const visit = shallowRef<Visit | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const busy = ref(false);
  const time = useTimeLeft(visit);

  async function enter(body: Body): Promise<void> {
    if (busy.value || visit.value !== null) return;
    busy.value = true;
    const answer = await attempt(() => ask(api.POST("/api/v1/kiosk/visits", { body })));
    busy.value = false;
    problem.value = answer instanceof Problem ? answer : null;
    if (answer instanceof Problem) return;
    visit.value = answer;
    time.until(answer.ends_at);
  }

  async function leave(): Promise<void> {
    const visit_id = visit.value?.visit_id;
    visit.value = null;
    if (visit_id !== undefined) await attempt(() => ask(api.DELETE("/api/v1/kiosk/visits/{visit_id}", { params: { path: { visit_id } } })));
    startAnew();
  }

  watch(time.left, (seconds) => {
    if (visit.value !== null && seconds <= 0) void leave();
  });
  comesBackAnew(visit);
  return { visit, problem, busy, left: time.left, asking: time.asking, touched: time.touched, enter, leave };
}

interface TimeLeft extends Pick<Visiting, "left" | "asking" | "touched"> {
  until: (ends: string) => void;
}

/** Rules 2 and 3. */
function useTimeLeft(visit: Ref<Visit | null>): TimeLeft {
  const ends = ref(0);
  const now = useTicker();
  const left = computed(() => Math.max(0, ends.value - now.value));
  const asking = computed(() => visit.value !== null && left.value <= ASK_BEFORE);
  let told = 0;

  function until(at: string): void {
    ends.value = Date.parse(at) / 1000;
    told = now.value;
  }

  async function goOn(visit_id: string): Promise<void> {
    const answer = await attempt(() => ask(api.POST("/api/v1/kiosk/visits/{visit_id}/continuation", { params: { path: { visit_id } } })));
    if (!(answer instanceof Problem)) until(answer.ends_at);
    else if (answer.status === 404) startAnew();
  }

  function touched(): void {
    if (visit.value === null || now.value - told < TELL_EVERY) return;
    told = now.value;
    void goOn(visit.value.visit_id);
  }

  return { left, asking, touched, until };
}

/** Rule 4. */
function comesBackAnew(visit: Ref<Visit | null>): void {
  const shown = (event: PageTransitionEvent): void => {
    if (event.persisted) startAnew();
  };
  const hidden = (): void => {
    visit.value = null;
  };
  onMounted(() => {
    window.addEventListener("pageshow", shown);
    window.addEventListener("pagehide", hidden);
  });
  onScopeDispose(() => {
    window.removeEventListener("pageshow", shown);
    window.removeEventListener("pagehide", hidden);
  });
}
