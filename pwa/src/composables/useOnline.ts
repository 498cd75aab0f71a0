/** Whether the office can be reached, for templates and watchers. */
import { computed, type ComputedRef } from "vue";
import { network } from "@/state/network";

export function useOnline(): ComputedRef<boolean> {
  return computed(() => network.online);
}
