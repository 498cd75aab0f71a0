/**
 * A form that was sent and not taken leads to its first field that is wrong, on every page: on a phone that field may be
 * far above the button, and nothing would seem to happen. A form that is on its way, or that led there itself, stays as it is.
 */
import { nextTick } from "vue";

const WRONG = '[aria-invalid="true"]';

export function followForms(): void {
  document.addEventListener("submit", (event) => void lead(event));
}

async function lead({ target, submitter }: SubmitEvent): Promise<void> {
  await nextTick(); // what is wrong with it is said by now
  if (!(target instanceof HTMLFormElement) || submitter?.getAttribute("aria-busy") === "true") return;
  if (document.activeElement?.matches(WRONG)) return;
  const field = target.querySelector<HTMLElement>(WRONG);
  if (field) field.focus();
  else target.querySelector(".error")?.scrollIntoView({ block: "center" });
}
