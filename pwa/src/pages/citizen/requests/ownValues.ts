/** The holder's own values of the certificates that are about to be shown, read whole and kept on the page only. */
import { computed, type Ref, shallowRef, type ShallowRef, watch } from "vue";
import { api, ask, attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import type { components } from "@/api/schema";
import { today } from "@/state/days";
import type { ShownField } from "../certificate/values";

type Card = components["schemas"]["Card"];

const OVER = /^over_(\d+)$/;

/** What leaves the phone under this name: the field itself, whether an age is reached, or a digest of the portrait. */
export type Own = { kind: "field"; field: ShownField } | { kind: "yes" | "no" | "digest" | "unread" };

export function ownValue(card: Card | undefined, name: string, day: string): Own {
  if (card === undefined) return { kind: "unread" };
  const field = card.fields.find((one) => one.name === name);
  if (field) return { kind: "field", field };
  const years = OVER.exec(name)?.[1];
  const born = card.fields.find((one) => one.name === "birth_date")?.value;
  if (years === undefined || typeof born !== "string") return { kind: "digest" };
  return { kind: reaches(born, Number(years), day) ? "yes" : "no" };
}

/** Whether who was born on that day is so old on this one; both as 2026-11-22. */
export function reaches(born: string, years: number, day: string): boolean {
  const birthday = `${String(Number(born.slice(0, 4)) + years).padStart(4, "0")}${born.slice(4)}`;
  return day >= birthday;
}

export interface OwnValues {
  own: (id: string, name: string) => Own;
  /** Something of what would be shown is not there yet. */
  unread: Ref<boolean>;
  /** Why one could not be read. */
  problem: ShallowRef<Problem | null>;
  load: () => Promise<void>;
}

/** Reads what of `ids` is not there yet, whenever they change. */
export function useOwnValues(ids: () => readonly string[]): OwnValues {
  const cards = shallowRef<ReadonlyMap<string, Card>>(new Map());
  const problem = shallowRef<Problem | null>(null);

  async function load(): Promise<void> {
    problem.value = null;
    for (const id of ids().filter((one) => !cards.value.has(one))) {
      const card = await attempt(() => ask(api.GET("/api/v1/certificates/{certificate_id}", { params: { path: { certificate_id: id } } })));
      if (card instanceof Problem) problem.value = card;
      else cards.value = new Map([...cards.value, [id, card]]);
    }
  }

  watch(ids, load, { immediate: true });
  const unread = computed(() => ids().some((id) => !cards.value.has(id)));
  return { unread, own: (id, name) => ownValue(cards.value.get(id), name, today()), problem, load };
}
