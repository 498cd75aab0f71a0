/**
 * One application on its way: what is ticked and typed, where it stands, and sending it. Every change is kept on this
 * phone; a case that changed meanwhile is read again before anything is signed.
 */
import { computed, type ComputedRef, reactive, ref, type Ref, shallowRef, watch } from "vue";
import { attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import { type Draft, forgetDraft, keepDraft, readDraft } from "@/state/drafts";
import { NoKey } from "../show/signing";
import { chosen, type Field, fieldsOf, lacking, mayFollow, type MyCase, type MyCertificate, type MyMaterial, suggested, typedOf } from "./plan";
import { fill, read, submit } from "./send";

export interface Applying {
  found: Ref<MyCase | null>;
  problem: Ref<Problem | null>;
  /** What refused the last sending. */
  refused: Ref<Problem | null>;
  busy: Ref<boolean>;
  noKey: Ref<boolean>;
  draft: Draft;
  ticked: ComputedRef<MyCertificate[]>;
  fields: ComputedRef<Field[]>;
  missing: ComputedRef<MyMaterial[]>;
  deferrable: ComputedRef<boolean>;
  load: () => Promise<void>;
  /** The case after it was sent; null when it was refused. */
  send: (defer: boolean) => Promise<MyCase | null>;
}

export function useApplying(caseNo: string): Applying {
  const found = shallowRef<MyCase | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const draft = reactive<Draft>({ ticked: [], typed: {} });
  const ticked = computed(() => (found.value ? chosen(found.value, draft.ticked) : []));
  const fields = computed(() => (found.value ? fieldsOf(found.value, ticked.value) : []));
  const missing = computed(() => (found.value ? lacking(found.value, ticked.value) : []));
  const deferrable = computed(() => mayFollow(missing.value));

  watch(draft, () => found.value && void keepDraft(caseNo, draft), { deep: true });

  async function load(): Promise<void> {
    const answer = await attempt(() => read(caseNo));
    problem.value = answer instanceof Problem ? answer : null;
    if (answer instanceof Problem) return;
    const kept = await readDraft(caseNo);
    const typed = Object.fromEntries(answer.form.filter((one) => one.typed).map((one) => [one.name, String(one.value)]));
    Object.assign(draft, { ticked: kept?.ticked ?? suggested(answer), typed: { ...typed, ...kept?.typed } });
    found.value = answer;
  }

  async function sign(defer: boolean): Promise<MyCase> {
    if (!found.value) throw new NoKey();
    const typed = typedOf(fields.value, draft.typed);
    found.value = await fill(found.value, typed);
    const sent = await submit(found.value, ticked.value, typed, defer);
    await forgetDraft(caseNo);
    return sent;
  }

  return { found, problem, draft, ticked, fields, missing, deferrable, load, ...useSending(sign, load) };
}

/** Sending, and what became of it. What was refused because the case or a certificate changed is read again. */
function useSending(sign: (defer: boolean) => Promise<MyCase>, load: () => Promise<void>): Pick<Applying, "refused" | "busy" | "noKey" | "send"> {
  const refused = shallowRef<Problem | null>(null);
  const busy = ref(false);
  const noKey = ref(false);

  async function explain(why: Problem): Promise<void> {
    if (why.status === 409 || why.code === "consent_refused") await load();
    refused.value = why;
  }

  async function send(defer: boolean): Promise<MyCase | null> {
    busy.value = true;
    refused.value = null;
    try {
      return await sign(defer);
    } catch (error) {
      if (error instanceof NoKey) noKey.value = true;
      else if (error instanceof Problem) await explain(error);
      else throw error;
      return null;
    } finally {
      busy.value = false;
    }
  }

  return { refused, busy, noKey, send };
}
