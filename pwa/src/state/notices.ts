/** How many notices are new, for the bell; asked once in a while, never in the way of anything. */
import { ref, watch } from "vue";
import { api, ask, attempt } from "@/api/client";
import type { components } from "@/api/schema";
import { session } from "./session";

export type Notice = components["schemas"]["NoticeAnswer"];

export const unread = ref(0);
watch(() => session.subject, () => (unread.value = 0));

interface Page {
  items: Notice[];
  next_cursor: string | null;
}

/** A page of notices, newest first. Throws Problem. */
export async function readNotices(cursor: string | null, limit = 20): Promise<Page> {
  const query = cursor === null ? { limit } : { limit, cursor };
  const page = await ask(api.GET("/api/v1/notices", { params: { query } }));
  unread.value = page.unread;
  return page;
}

/** Everything up to this moment was read. */
export async function markRead(upTo: string): Promise<void> {
  unread.value = (await ask(api.PUT("/api/v1/notices/read", { body: { up_to: upTo } }))).unread;
}

/** Look how many are new; a failure leaves the number as it was. */
export async function countNotices(): Promise<void> {
  if (session.state !== "in" || session.role !== "citizen" || !navigator.onLine) return;
  await attempt(() => readNotices(null, 1));
}
