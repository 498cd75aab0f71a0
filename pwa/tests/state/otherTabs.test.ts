/** Two tabs of one browser look the same, and do not answer each other. */
import { expect, test, vi } from "vitest";
import { text } from "@/locales";
import { followOtherTabs } from "@/state/otherTabs";
import { KEY, settings } from "@/state/settings";

test("what another tab keeps holds here, with its words, and is not written again", async () => {
  settings.language = "zh";
  followOtherTabs();
  localStorage.setItem(KEY, "as it was");
  const kept = { language: "en", theme: "dark", elder: true, size: 24 };
  dispatchEvent(new StorageEvent("storage", { key: KEY, newValue: JSON.stringify(kept) }));
  await vi.waitFor(() => expect(settings).toEqual(kept));
  expect(text("shared.skip")).not.toMatch(/\p{Script=Han}/u);
  expect(localStorage.getItem(KEY)).toBe("as it was");
  settings.theme = "light";
  expect(localStorage.getItem(KEY)).toContain("light");
});

test("another thing kept by another tab changes nothing", () => {
  const before = { ...settings };
  dispatchEvent(new StorageEvent("storage", { key: "other", newValue: '{"elder":false}' }));
  expect({ ...settings }).toEqual(before);
});
