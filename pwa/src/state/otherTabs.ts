/**
 * What is set in another tab of this browser holds here too, the language without a moment of missing words; and whoever
 * signed out there is gone from here (`whose`, rules 2 and 3).
 */
import { loadLanguage } from "@/locales";
import { showsAnother } from "./session";
import { KEY, readSettings, takeOver } from "./settings";
import { NOTE, startAnew } from "./whose";

async function follow(kept: string | null): Promise<void> {
  const others = readSettings(kept, navigator.language);
  await loadLanguage(others.language);
  takeOver(others);
}

export function followOtherTabs(): void {
  addEventListener("storage", (event) => {
    if (event.key === KEY) void follow(event.newValue);
    if (event.key === NOTE && showsAnother()) void startAnew();
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && showsAnother({ back: true })) void startAnew();
  });
}
