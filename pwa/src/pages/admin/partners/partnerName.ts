/** What a partner is called, for pages that know its id only. Until it is read, and where it cannot be, that is the id. */
import { computed, type ComputedRef } from "vue";
import { api, ask } from "@/api/client";
import { useText } from "@/locales";
import { useLoaded } from "../useLoaded";

export function usePartnerName(client_id: string): ComputedRef<string> {
  const { both } = useText();
  const { data } = useLoaded(() => ask(api.GET("/api/v1/partners/{client_id}", { params: { path: { client_id } } })));
  return computed(() => (data.value ? both(data.value.name) : client_id));
}
