/** What a browser said of itself, in words that its owner recognises. */
import { text } from "@/locales";

const BROWSERS: Record<string, string> = { edge: "Edge", firefox: "Firefox", chrome: "Chrome", safari: "Safari" };
const SYSTEMS: Record<string, string> = {
  windows: "Windows", macos: "macOS", linux: "Linux", android: "Android", ios: "iOS", harmony: "HarmonyOS",
};

/** "Edge · Windows"; what it did not say stays away. */
export function screenWords({ browser, system }: { browser: string; system: string }): string {
  const known = [BROWSERS[browser], SYSTEMS[system]].filter((word) => word !== undefined);
  return known.length ? known.join(" · ") : text("desk.unknown");
}
