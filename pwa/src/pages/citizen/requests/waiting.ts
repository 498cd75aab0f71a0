/** How many requests wait for this citizen's answer, and whose the first is, for the wallet; a failure leaves it as it was. */
import { shallowRef, watch } from "vue";
import { attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import { network } from "@/state/network";
import { session } from "@/state/session";
import { readLines, sendAllKept } from "./lines";
import type { RequestLine } from "./terms";

export const waiting = shallowRef<readonly RequestLine[]>([]);
watch(() => session.subject, () => (waiting.value = []));

export async function readWaiting(): Promise<void> {
  if (session.state !== "in" || session.role !== "citizen" || session.identity === null) {
    waiting.value = [];
    return;
  }
  if (!network.online) return;
  await sendAllKept();
  const whose = session.subject;
  const page = await attempt(() => readLines(null, "waiting"));
  if (!(page instanceof Problem) && session.subject === whose) waiting.value = page.items;
}
