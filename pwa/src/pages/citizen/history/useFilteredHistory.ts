/** The history as its filter has it, which the address bar keeps; of a ward where one is named. */
import { computed, type ComputedRef, type Ref, ref, watch } from "vue";
import { useRoute, useRouter } from "vue-router";
import { countOf, type Filter, fromAddress, NOTHING, toAddress } from "./filter";
import { type History, useHistory } from "./useHistory";

interface FilteredHistory extends History {
  filter: Ref<Filter>;
  filtering: Ref<boolean>; // whether the filter is open
  conditions: ComputedRef<number>;
  again: () => void;
  clear: () => void;
}

export function useFilteredHistory(ward?: string): FilteredHistory {
  const route = useRoute();
  const router = useRouter();
  const history = useHistory(ward);
  const filter = ref<Filter>(fromAddress(route.query));
  watch(filter, () => {
    void router.replace({ query: toAddress(filter.value) });
    void history.begin(filter.value);
  }, { immediate: true, deep: true });
  return {
    ...history,
    filter,
    filtering: ref(false),
    conditions: computed(() => countOf(filter.value)),
    again: () => void (history.items.value ? history.next() : history.begin(filter.value)),
    clear: () => (filter.value = { ...NOTHING }),
  };
}
