/**
 * The way from a stranger to a phone that shows codes, one step after the other: who stands where is read from what is
 * known, so that leaving and coming back goes on at the right place.
 */
import { computed } from "vue";
import { device } from "@/state/device";
import { session } from "@/state/session";

export type Step = "phone" | "identity" | "bind" | "done";
export const STEPS: readonly Step[] = ["phone", "identity", "bind"];

export const step = computed<Step>(() => {
  if (session.state !== "in" || session.role !== "citizen") return "phone";
  if (session.desktop) return "done";
  if (session.identity === null) return "identity";
  return device.state === "bound" ? "done" : "bind";
});

/** What this phone is called before its holder says otherwise, from what the browser says of itself. */
export function phoneName(agent: string, chinese: boolean): string {
  const kind = KINDS.find(([pattern]) => pattern.test(agent));
  const name = kind?.[chinese ? 1 : 2] ?? (chinese ? "手机" : "Phone");
  const browser = BROWSERS.find(([pattern]) => pattern.test(agent))?.[1];
  return browser === undefined ? name : `${name} · ${browser}`;
}

const KINDS: readonly (readonly [RegExp, string, string])[] = [
  [/iPhone/, "苹果手机", "iPhone"],
  [/iPad/, "苹果平板", "iPad"],
  [/HarmonyOS|OpenHarmony/, "鸿蒙手机", "HarmonyOS phone"],
  [/Android/, "安卓手机", "Android phone"],
  [/Windows|Macintosh|Linux/, "电脑", "Computer"],
];
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/, "微信"],
  [/Edg/, "Edge"],
  [/Firefox|FxiOS/, "Firefox"],
  [/Chrome|CriOS/, "Chrome"],
  [/Safari/, "Safari"],
];
