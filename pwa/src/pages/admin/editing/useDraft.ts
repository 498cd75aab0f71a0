/**
 * The text of a matter while it is edited: begun from the newest version, checked by the office, saved as the next one.
 * A check is worth what it was asked about: any change to the text takes it away. A newer version saved by somebody
 * else stops the saving; `goOn` takes it as seen, with the text kept, so that the next check compares against it.
 */
import { computed, onMounted, ref, type Ref, shallowRef, type ShallowRef, watch } from "vue";
import { api, ask, once } from "@/api/client";
import type { Problem } from "@/api/problem";
import type { components } from "@/api/schema";
import { useActing } from "@/composables/useActing";

export type Draft = components["schemas"]["MatterDraftAnswer"];
export type Changed = components["schemas"]["ChangedLine"];
type Version = components["schemas"]["MatterVersionAnswer"];

interface Taken {
  newest: number | null;
  changes: Changed[];
}

export interface Editing {
  text: Ref<string>;
  /** The newest version seen; null for a new matter. */
  seen: Ref<number | null>;
  ready: Ref<boolean>;
  busy: Ref<boolean>;
  changed: Ref<boolean>;
  draft: ShallowRef<Draft | null>;
  problem: ShallowRef<Problem | null>;
  /** What somebody else changed meanwhile, and the version it became. */
  taken: ShallowRef<Taken | null>;
  load: () => Promise<void>;
  check: () => Promise<void>;
  save: () => Promise<Version | null>;
  goOn: () => void;
}

async function newestOf(code: string): Promise<Version> {
  const { items } = await ask(api.GET("/api/v1/matters/{code}/versions", { params: { path: { code } } }));
  const path = { code, version: items[0]?.version ?? 0 };
  return ask(api.GET("/api/v1/matters/{code}/versions/{version}", { params: { path } }));
}

function takenBy(problem: Problem | null): Taken | null {
  if (problem?.code !== "matter_version_taken") return null;
  const { newest, changes } = problem.details as { newest?: number | null; changes?: Changed[] };
  return { newest: newest ?? null, changes: changes ?? [] };
}

function saveOn(code: string, body: { text: string; seen: number | null }, key: string): Promise<Version> {
  const params = { path: { code }, header: { "Idempotency-Key": key } };
  return ask(api.POST("/api/v1/matters/{code}/versions", { params, body }));
}

/** The text to begin with, the one that needs no saving, and the version seen. */
function startOf(version: Version, code: string, from: string | null): [string, string, number | null] {
  if (from === null) return [version.text, version.text, version.version];
  return [version.text.replace(/^code: .*$/m, `code: ${code}`), "", null];
}

/** `from`: the matter whose text a new one begins with. */
export function useDraft(code: string, from: string | null): Editing {
  const [text, begun, ready, seen] = [ref(""), ref(""), ref(false), ref<number | null>(null)];
  const [draft, taken] = [shallowRef<Draft | null>(null), shallowRef<Taken | null>(null)];
  const { busy, problem, act } = useActing();
  const changed = computed(() => ready.value && text.value !== begun.value);
  const path = { code };
  let key = once();

  async function load(): Promise<void> {
    const version = await act(() => newestOf(from ?? code));
    if (version) [text.value, begun.value, seen.value] = startOf(version, code, from);
    ready.value ||= version !== null;
  }

  async function check(): Promise<void> {
    const body = { text: text.value };
    const answer = await act(() => ask(api.POST("/api/v1/matters/{code}/checks", { params: { path }, body })));
    draft.value = body.text === text.value ? answer : null;
  }

  async function save(): Promise<Version | null> {
    const body = { text: text.value, seen: seen.value };
    const version = await act(() => saveOn(code, body, key));
    if (version) begun.value = body.text;
    taken.value = takenBy(problem.value);
    if (taken.value) problem.value = draft.value = null;
    return version;
  }

  function goOn(): void {
    [seen.value, taken.value] = [taken.value?.newest ?? null, null];
  }

  watch([text, seen], () => {
    draft.value = null;
    key = once();
  });
  onMounted(load);
  return { text, seen, ready, busy, changed, draft, problem, taken, load, check, save, goOn };
}
