/**
 * Listens to the keyboard of the whole page for a scanner gun, and keeps its strokes out of fields and shortcuts.
 *
 * A field that had the first letters of a code typed into it gets its former text back, also when an input method was
 * composing: taking the focus away ends the composition, and the rest of the code arrives as plain strokes.
 */
import { Framer, type Step } from "./frame";

export interface WedgeListeners {
  whole(text: string, at: number): void;
  begun?(): void;
  gaveUp?(): void;
}

type Field = HTMLInputElement | HTMLTextAreaElement;
const NOT_TYPED = /^(button|checkbox|color|file|image|radio|range|reset|submit)$/;

/** Starts listening; the answer stops it. */
export function listenToGun(target: Window, listeners: WedgeListeners): () => void {
  const framer = new Framer();
  let before: { field: Field; value: string } | null = null;
  const act = (event: KeyboardEvent, step: Step): void => {
    if (step.swallow) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (step.begun) {
      restore(before);
      listeners.begun?.();
    }
    if (step.given) listeners.gaveUp?.();
    if (step.text !== undefined) listeners.whole(step.text, event.timeStamp || performance.now());
  };
  const down = (event: KeyboardEvent): void => {
    if (event.repeat && !framer.open) return;
    const field = fieldOf(event.target);
    if (event.code === "KeyL" || event.code === "KeyH" || before?.field !== field) before = field && { field, value: field.value };
    act(event, framer.press(event, field !== null));
  };
  const up = (event: KeyboardEvent): void => act(event, framer.release(event.code));
  target.addEventListener("keydown", down, true);
  target.addEventListener("keyup", up, true);
  return () => {
    target.removeEventListener("keydown", down, true);
    target.removeEventListener("keyup", up, true);
  };
}

/** The text field an event happened in, if it is one. */
export function fieldOf(target: EventTarget | null): Field | null {
  if (target instanceof HTMLTextAreaElement) return target;
  return target instanceof HTMLInputElement && !NOT_TYPED.test(target.type) ? target : null;
}

/** The text the field had before the code was typed into it; the page's own model hears of it by an input event. */
function restore(before: { field: Field; value: string } | null): void {
  if (!before) return;
  const { field, value } = before;
  const put = (): void => {
    if (field.value === value) return;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  field.blur();
  field.ownerDocument.getSelection()?.removeAllRanges(); // else the input method goes on where the cursor was
  put();
  field.addEventListener("compositionend", put, { once: true });
  requestAnimationFrame(put); // an input method hands over what it was composing after the blur
}
