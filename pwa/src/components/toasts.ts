/** Short words that pass: what was just done. Nothing that must be read goes here. */
import { reactive } from "vue";

export interface Toast {
  id: number;
  text: string;
  kind: "ok" | "warn" | "bad";
}

export const toasts = reactive<Toast[]>([]);
const SHOWN_MS = 5000;
const MOST = 3;
let made = 0;

export function toast(text: string, kind: Toast["kind"] = "ok"): void {
  made += 1;
  const id = made;
  toasts.push({ id, text, kind });
  if (toasts.length > MOST) toasts.shift();
  setTimeout(() => dismiss(id), SHOWN_MS);
}

export function dismiss(id: number): void {
  const place = toasts.findIndex((shown) => shown.id === id);
  if (place >= 0) toasts.splice(place, 1);
}
