/** What is set in another tab of this browser holds here too, the language without a moment of missing words. */
import { loadLanguage } from "@/locales";
import { KEY, readSettings, takeOver } from "./settings";

async function follow(kept: string | null): Promise<void> {
  const others = readSettings(kept, navigator.language);
  await loadLanguage(others.language);
  takeOver(others);
}

export function followOtherTabs(): void {
  addEventListener("storage", (event) => {
    if (event.key === KEY) void follow(event.newValue);
  });
}
