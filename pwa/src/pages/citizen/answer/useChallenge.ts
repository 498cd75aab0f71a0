/**
 * The challenge of a gate or window, and who set it.
 *
 * 1. Only the text of a challenge is one; a certificate's code, a matter's guide and anything else are told apart. 2. The
 * name is the office's, never the gate's own; without a network it is not known, and that is said. 3. A challenge lives
 * three minutes; how old the gate's is nobody knows here, so the time counts from the scan and is the most there is.
 */
import { type ComputedRef, type Ref, computed, readonly, ref, shallowRef } from "vue";
import { api, ask } from "@/api/client";
import { type Bilingual, Problem } from "@/api/problem";
import { type Challenge, challengeFrom } from "@/certs/challenge";
import { useTicker } from "@/composables/useTicker";
import { clock } from "@/state/clock";

const LIFE = 180; // seconds

export type Verifier =
  | { kind: "asking" }
  | { kind: "known"; name: Bilingual; hall: string | null }
  | { kind: "unknown" }
  | { kind: "offline" };

export interface Challenged {
  readonly challenge: Readonly<Ref<Challenge | null>>;
  readonly verifier: Readonly<Ref<Verifier>>;
  readonly mistake: Readonly<Ref<"" | "wrong" | "isCode">>;
  readonly left: ComputedRef<number>;
  readonly take: (text: string) => void;
  readonly again: () => void;
}

export function useChallenge(): Challenged {
  const challenge = shallowRef<Challenge | null>(null);
  const verifier = shallowRef<Verifier>({ kind: "asking" });
  const mistake = ref<"" | "wrong" | "isCode">("");
  const takenAt = ref(0);
  const now = useTicker();
  const left = computed(() => Math.max(0, takenAt.value + LIFE - now.value));

  function take(text: string): void {
    const found = challengeFrom(text.trim());
    mistake.value = found === null ? (text.startsWith("LM1:") ? "isCode" : "wrong") : "";
    if (found === null) return;
    [challenge.value, verifier.value, takenAt.value] = [found, { kind: "asking" }, clock.now()];
    void nameOf(found.verifierId).then((answer) => {
      if (challenge.value === found) verifier.value = answer;
    });
  }

  function again(): void {
    [challenge.value, mistake.value] = [null, ""];
  }

  return { challenge, verifier, mistake: readonly(mistake), left, take, again };
}

/** The verifier's id where a challenge names this city beside it; another city's verifiers are not known here. */
function ownId(id: string): string {
  const here = `@${location.host}`;
  return id.endsWith(here) ? id.slice(0, -here.length) : id;
}

async function nameOf(id: string): Promise<Verifier> {
  try {
    const path = { verifier_id: ownId(id) };
    const { name_zh: zh, name_en: en, hall } = await ask(api.GET("/api/v1/verifiers/{verifier_id}", { params: { path } }));
    return { kind: "known", name: { zh, en }, hall };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { kind: error.status === 404 ? "unknown" : "offline" };
  }
}
