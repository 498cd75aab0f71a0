/** What stands in a citizen's bottom navigation, in order. In elder mode what is `extra` stays away. */
import type { IconName } from "@/components/icons";
import type { TextKey } from "@/locales";

export interface NavigationItem {
  to: string;
  icon: IconName;
  text: TextKey;
  extra?: boolean;
}

export const navigation: readonly NavigationItem[] = [
  { to: "/", icon: "wallet", text: "shared.nav.wallet" },
  { to: "/matters", icon: "matter", text: "shared.nav.matters", extra: true },
  { to: "/history", icon: "history", text: "shared.nav.history" },
  { to: "/settings", icon: "person", text: "shared.nav.settings" },
];
