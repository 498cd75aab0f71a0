/** What stands in a citizen's navigation, in order. In elder mode what is `extra` stays away; what is `desk` stands only
 * where there is room beside the page. */
import type { IconName } from "@/components/icons";
import type { TextKey } from "@/locales";

export interface NavigationItem {
  to: string;
  icon: IconName;
  text: TextKey;
  extra?: boolean;
  desk?: boolean;
}

export const navigation: readonly NavigationItem[] = [
  { to: "/", icon: "wallet", text: "shared.nav.wallet" },
  { to: "/matters", icon: "matter", text: "shared.nav.matters", extra: true },
  { to: "/cases", icon: "list", text: "citizen.settings.cases", desk: true },
  { to: "/history", icon: "history", text: "shared.nav.history" },
  { to: "/requests", icon: "eye", text: "citizen.settings.requests", desk: true },
  { to: "/notices", icon: "bell", text: "citizen.settings.notices", desk: true },
  { to: "/devices", icon: "device", text: "citizen.settings.devices", desk: true },
  { to: "/settings", icon: "person", text: "shared.nav.settings" },
];
