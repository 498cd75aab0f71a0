/** Of an application that was refused: what is wrong with which of its fields, and what remains to be told below them. */
import { computed, type ComputedRef, type Ref } from "vue";
import { Problem } from "@/api/problem";
import { useText } from "@/locales";

/** The places that have a field of their own. */
const FIELDS = /^\/(client_id|expires_on|(legal_)?name\/(zh|en)|contact\/(name|phone|email)|purposes\/\d+\/(purpose|keep_days|zh|en|basis|types))$/;

export function usePlaces(problem: Ref<Problem | null>): {
  /** What is wrong with the value at a place, or "". */
  wrongAt: (path: string, value: string) => string;
  /** The same problem without what fields say. */
  rest: ComputedRef<Problem | null>;
} {
  const { t, both } = useText();

  function wrongAt(path: string, value: string): string {
    const found = problem.value?.places.find((one) => one.path === path);
    if (found === undefined) return "";
    return value.trim() === "" ? t("shared.signIn.needed") : both(found);
  }

  const rest = computed(() => {
    const told = problem.value;
    if (told === null) return null;
    const errors = told.places.filter((one) => !FIELDS.test(one.path));
    return new Problem({ code: told.code, status: told.status, text: told.text, next: told.next, details: { ...told.details, errors }, requestId: told.requestId });
  });
  return { wrongAt, rest };
}
