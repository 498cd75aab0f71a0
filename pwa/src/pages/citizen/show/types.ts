/**
 * The certificate types, so that a code can be told in words without a network. Fetched once in a while, kept on the
 * phone; types that are not known (yet) leave the views their own short names.
 */
import { type ShallowRef, shallowRef } from "vue";
import type { components } from "@/api/schema";
import { keep, recall } from "@/state/database";
import { network } from "@/state/network";
import { answerOf, quietly } from "./quietly";

export type TypeDescription = components["schemas"]["TypeDescription"];

const KEY = "certificate_types";
const known = shallowRef<ReadonlyMap<string, TypeDescription>>(new Map());
let asked = false;

/** The types by id; empty until they are read, then filled from the phone, then from the office. */
export function certificateTypes(): Readonly<ShallowRef<ReadonlyMap<string, TypeDescription>>> {
  if (!asked) void load();
  return known;
}

/** Read and refresh them now; gives the phone's own copy, or the office's where it has none. */
export async function load(): Promise<ReadonlyMap<string, TypeDescription>> {
  asked = true;
  const kept = await recall(KEY);
  if (Array.isArray(kept)) take(kept as TypeDescription[]);
  const fresh = refresh();
  if (known.value.size === 0) await fresh;
  return known.value;
}

async function refresh(): Promise<void> {
  if (!network.online) return void (asked = known.value.size > 0); // tried again by the next page
  const found = await answerOf(quietly.GET("/api/v1/certificate-types"));
  if (found === undefined) return;
  take(found.items);
  await keep(KEY, found.items);
}

function take(types: readonly TypeDescription[]): void {
  known.value = new Map(types.map((type) => [type.id, type]));
}
