/**
 * What became of the code on show, as the office tells it: used, or refused and why.
 *
 * 1. The history is asked gently, every few seconds, only while a code is on the screen, the page is seen, the phone is
 * online and somebody is signed in. 2. Only reads from after the code was shown count, and only of these certificates
 * (a refused read that names none counts too). 3. Each is told once.
 */
import { type Ref, onScopeDispose, readonly, ref, shallowRef } from "vue";
import type { components } from "@/api/schema";
import { clock } from "@/state/clock";
import { network } from "@/state/network";
import { session } from "@/state/session";
import { answerOf, quietly } from "./quietly";

export type Read = components["schemas"]["ReadAnswer"];

const EVERY = 5; // seconds
const SLACK = 2; // seconds by which two clocks may differ

interface Uses {
  /** The newest read of what is on show, or null. */
  readonly read: Readonly<Ref<Read | null>>;
  /** Begin to watch, from now; forgets what was told before. */
  readonly watch: (certificateIds: readonly string[]) => void;
  readonly end: () => void;
}

export function useUses(told: (read: Read) => void): Uses {
  const read = shallowRef<Read | null>(null);
  const seen = new Set<string>();
  const since = ref(Infinity);
  let ids: readonly string[] = [];
  let asking = false;

  async function look(): Promise<void> {
    if (asking || since.value === Infinity || document.hidden || !network.online || session.state !== "in") return;
    asking = true;
    const page = await answerOf(quietly.GET("/api/v1/history", { params: { query: { limit: 5 } } }));
    asking = false;
    const fresh = page?.items.find((one) => isNewUse(one, ids, since.value) && !seen.has(one.id));
    if (fresh === undefined) return;
    seen.add(fresh.id);
    read.value = fresh;
    told(fresh);
  }

  const timer = setInterval(() => void look(), EVERY * 1000);
  onScopeDispose(() => clearInterval(timer));
  return {
    read: readonly(read) as Readonly<Ref<Read | null>>,
    watch(certificateIds) {
      [ids, since.value, read.value] = [certificateIds, clock.now(), null];
    },
    end: () => (since.value = Infinity),
  };
}

/** Rule 2. `since`: seconds since 1970. */
export function isNewUse(one: Read, certificateIds: readonly string[], since: number): boolean {
  if (Date.parse(one.at) / 1000 < Math.floor(since) - SLACK) return false;
  return one.shown.length === 0 || one.shown.some((shown) => certificateIds.includes(shown.certificate_id));
}
