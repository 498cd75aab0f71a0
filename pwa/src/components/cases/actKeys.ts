/** One Idempotency-Key for an act and its retries; another act, or the same on another revision, has its own. */
import { once } from "@/api/client";

export function actKeys(): (what: string) => string {
  let last = { what: "", key: "" };
  return (what) => {
    if (last.what !== what) last = { what, key: once() };
    return last.key;
  };
}
