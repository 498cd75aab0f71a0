/** A holder's sealed copies: read page by page, made, fetched, taken back. One act at a time; its Problem stays. */
import { ref, type Ref, shallowRef } from "vue";
import type { Problem } from "@/api/problem";
import { actKeys } from "@/components/cases/actKeys";
import { saveFile } from "@/components/saveFile";
import type { Wish } from "@/components/papers/wish";
import { useActing } from "@/composables/useActing";
import { fileName, makePaper, type Paper, papersOf, pdfOf, recallPaper } from "./papers";

export interface Papers {
  papers: Ref<Paper[] | null>;
  more: Ref<boolean>;
  problem: Ref<Problem | null>;
  busy: Ref<boolean>;
  read: () => Promise<void>;
  readMore: () => Promise<void>;
  make: (wish: Wish, fields: string[] | null) => Promise<Paper | null>;
  save: (paper: Paper) => Promise<void>;
  recall: (paper: Paper) => Promise<boolean>;
}

/** `certificateId`: those of one certificate; without: all. */
export function usePapers(certificateId?: string): Papers {
  const papers = shallowRef<Paper[] | null>(null);
  const cursor = ref<string | null>(null);
  const more = ref(false);
  const { problem, busy, act } = useActing();
  let keyOf = actKeys();

  async function look(from: string | null): Promise<void> {
    const page = await act(() => papersOf(certificateId, from));
    if (page === null) return;
    papers.value = [...(from === null ? [] : (papers.value ?? [])), ...page.items];
    [cursor.value, more.value] = [page.next_cursor, page.next_cursor !== null];
  }

  async function make(wish: Wish, fields: string[] | null): Promise<Paper | null> {
    const key = keyOf(JSON.stringify([wish, fields])); // what was changed is another act
    const made = await act(() => makePaper(certificateId ?? "", wish, fields, key));
    if (made === null) return null;
    keyOf = actKeys();
    papers.value = [made, ...(papers.value ?? [])];
    return made;
  }

  async function save(paper: Paper): Promise<void> {
    const file = await act(() => pdfOf(paper));
    if (file !== null) saveFile(file, fileName(paper));
  }

  async function recall(paper: Paper): Promise<boolean> {
    const recalled = await act(() => recallPaper(paper));
    if (recalled === null) return false;
    papers.value = (papers.value ?? []).map((one) => (one.copy_id === recalled.copy_id ? recalled : one));
    return true;
  }

  return { papers, more, problem, busy, read: () => look(null), readMore: () => look(cursor.value), make, save, recall };
}
