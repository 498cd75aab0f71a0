/**
 * Keys that do something on a page. Function keys and Alt with a digit: a scanner gun types letters and digits, and
 * until its prefix is whole they must mean nothing here.
 */
import { onBeforeUnmount, onMounted } from "vue";
import { fieldOf } from "@/scan/wedge";

/** Key name, as `F2`, `?`, `/` or `Alt+3`, to what it does; false: nothing was there to do. */
export type Shortcuts = Readonly<Record<string, () => unknown>>;

/** The name of a stroke as the table spells it. */
export function strokeName(event: Pick<KeyboardEvent, "code" | "key" | "shiftKey" | "altKey">): string {
  const digit = /^Digit([0-9])$/.exec(event.code)?.[1];
  if (event.altKey) return digit ? `Alt+${digit}` : "";
  if (event.code === "Slash") return event.shiftKey || /^[?？]$/.test(event.key) ? "?" : "/";
  return event.shiftKey ? "" : event.code;
}

/** With Control it is the browser's; a dialog has its own keys; a sign typed into a field is the field's. */
function isElsewhere(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.defaultPrevented || document.querySelector("dialog[open]")) return true;
  return event.code === "Slash" && fieldOf(event.target) !== null;
}

/** Listens while the component is there; not while a dialog is open, and signs not while a field is typed in. */
export function useShortcuts(shortcuts: () => Shortcuts): void {
  function press(event: KeyboardEvent): void {
    if (isElsewhere(event)) return;
    const act = shortcuts()[strokeName(event)];
    if (!act) return;
    event.preventDefault();
    act();
  }
  onMounted(() => window.addEventListener("keydown", press));
  onBeforeUnmount(() => window.removeEventListener("keydown", press));
}
