/** Keeps the gate fresh while a page of the area is open: bundle, registration, queue. */
import { onScopeDispose } from "vue";
import { keepFresh } from "@/state/gate/refresh";

export function useFresh(): void {
  onScopeDispose(keepFresh());
}
