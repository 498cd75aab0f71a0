/** The request of a wallet on this page: opened once, its choices read once somebody is signed in, answered once. */
import { computed, type ComputedRef, ref, type Ref, shallowRef, watch } from "vue";
import { attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import { restore, session } from "@/state/session";
import { approve, type Choice, choicesOf, type Opened, openRequest, refuse } from "./asking";

export interface Asking {
  opened: Ref<Opened | null>;
  choices: Ref<Choice[] | null>;
  /** By type: the certificate that is chosen; none: "". */
  chosen: Ref<Record<string, string>>;
  any: ComputedRef<boolean>;
  problem: Ref<Problem | null>;
  busy: Ref<"" | "yes" | "no">;
  /** Where the browser goes after the answer. */
  way: Ref<string>;
  read: () => Promise<void>;
  answer: (what: "yes" | "no") => Promise<void>;
}

/** Of one card alone there is nothing to choose but yes and no. */
function onlyOf(choice: Choice): string {
  const [first, ...more] = choice.cards;
  return first !== undefined && more.length === 0 ? first.certificate_id : "";
}

export function useAsking(clientId: string, requestUri: string): Asking {
  const [opened, choices, problem] = [shallowRef<Opened | null>(null), shallowRef<Choice[] | null>(null), shallowRef<Problem | null>(null)];
  const [chosen, busy, way] = [ref<Record<string, string>>({}), ref<"" | "yes" | "no">(""), ref("")];
  const ids = computed(() => Object.values(chosen.value).filter((one) => one !== ""));

  async function read(): Promise<void> {
    problem.value = null;
    opened.value ??= await taken(attempt(() => openRequest(clientId, requestUri)));
    await restore();
    if (opened.value === null || session.role !== "citizen") return;
    const ticket = opened.value.ticket;
    choices.value = await taken(attempt(() => choicesOf(ticket)));
    chosen.value = Object.fromEntries((choices.value ?? []).map((one) => [one.type.id, onlyOf(one)]));
  }

  async function answer(what: "yes" | "no"): Promise<void> {
    const ticket = opened.value?.ticket ?? "";
    busy.value = what;
    const done = await taken(attempt(() => (what === "yes" ? approve(ticket, ids.value) : refuse(ticket))));
    busy.value = "";
    if (done === null) return;
    way.value = done;
    location.assign(done);
  }

  async function taken<Data>(answer: Promise<Data | Problem>): Promise<Data | null> {
    const told = await answer;
    if (!(told instanceof Problem)) return told;
    problem.value = told;
    return null;
  }

  watch(() => session.role, () => void (opened.value !== null && choices.value === null && read()));
  return { opened, choices, chosen, any: computed(() => ids.value.length > 0), problem, busy, way, read, answer };
}
