/** The list of what I am asked for, and where answers are kept that could not be sent yet: all that the wallet needs of it. */
import { api, ask } from "@/api/client";
import { placesKept } from "@/state/database";
import type { RequestLine } from "./terms";

/** Before the id of the request that is answered. */
export const PLACE = "requests.answer.";

/** One page, newest first. Throws Problem. */
export function readLines(cursor: string | null, state: "all" | "waiting" = "all"): Promise<{ items: RequestLine[]; next_cursor: string | null }> {
  const query = { state, limit: 20, ...(cursor !== null && { cursor }) };
  return ask(api.GET("/api/v1/me/requests", { params: { query } }));
}

/** Sends what was kept on any page; what is refused now is told when its request is opened. */
export async function sendAllKept(): Promise<void> {
  const ids = (await placesKept(PLACE)).map((place) => place.slice(PLACE.length));
  if (ids.length === 0) return;
  const { sendIfKept } = await import("./answering");
  for (const id of ids) await sendIfKept(id);
}
