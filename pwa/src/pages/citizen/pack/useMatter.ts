/** The matter a pack is for: read from the office, and what the wallet can do for it. */
import { type Ref, computed, ref, shallowRef, watch } from "vue";
import { api, ask } from "@/api/client";
import { Problem } from "@/api/problem";
import type { WalletCard } from "@/state/wallet";
import { certificateTypes, load } from "../show/types";
import { type Matter, type MatterChoice, chooseForMatter } from "./matterChoice";

interface ForMatter {
  readonly matter: Readonly<Ref<Matter | null>>;
  readonly choice: Readonly<Ref<MatterChoice | null>>;
  readonly problem: Readonly<Ref<Problem | null>>;
  readonly loading: Readonly<Ref<boolean>>;
}

/** `found` is called once for each matter, when its certificates are known. */
export function useMatter(
  code: () => string | null,
  cards: () => readonly WalletCard[],
  found: (choice: MatterChoice) => void,
): ForMatter {
  const types = certificateTypes();
  const matter = shallowRef<Matter | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const loading = ref(false);
  const choice = computed(() => (matter.value ? chooseForMatter(matter.value, cards(), types.value) : null));

  async function read(wanted: string | null): Promise<void> {
    [matter.value, problem.value, loading.value] = [null, null, wanted !== null];
    if (wanted === null) return;
    try {
      const [got] = await Promise.all([ask(api.GET("/api/v1/matters/{code}", { params: { path: { code: wanted } } })), load()]);
      if (wanted !== code()) return;
      matter.value = got;
      if (choice.value) found(choice.value);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problem.value = error;
    } finally {
      loading.value = false;
    }
  }

  watch(code, (wanted) => void read(wanted), { immediate: true });
  return { matter, choice, problem, loading };
}
