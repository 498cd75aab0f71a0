/** Who shows a certificate for whom, as pages say it. */
import type { TextKey } from "@/locales";

const KINDS = ["delegation", "guardian", "role"] as const;

/** `name`: whose phone shows it; `holder`: the holder's name where the code shows it. */
export interface Behalf {
  kind: string;
  name: string;
  holder: string | null;
}

/** A way that this version does not know is told by the widest word. */
export function wayOf(kind: string): TextKey {
  return `shared.behalf.kinds.${KINDS.find((one) => one === kind) ?? "other"}`;
}
