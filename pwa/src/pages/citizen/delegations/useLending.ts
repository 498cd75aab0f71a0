/** Lending: signed with this phone's key; a second press with the same wish is the same delegation. */
import { ref, type Ref, shallowRef } from "vue";
import { attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import { type Borrower, newSecret } from "@/certs/delegation";
import { NoKey } from "../show/signing";
import { termsOf, type Wish } from "./choices";
import { type Delegation, lend, linkOf } from "./lending";

export interface LendingForm {
  made: Ref<Delegation | null>;
  /** The address that opens it, where it was lent by link; told here and nowhere else. */
  link: Ref<string>;
  refused: Ref<Problem | null>;
  busy: Ref<boolean>;
  noKey: Ref<boolean>;
  send: (wish: Wish, parent: string | null) => Promise<boolean>;
}

export function useLending(): LendingForm {
  const [made, refused] = [shallowRef<Delegation | null>(null), shallowRef<Problem | null>(null)];
  const [link, busy, noKey] = [ref(""), ref(false), ref(false)];
  const secret = newSecret();

  function borrower(wish: Wish): Borrower {
    if (wish.to === "person") return { name: wish.name, citizen_number: wish.number };
    return wish.to === "link" ? { name: wish.name, secret } : { credit_code: wish.creditCode, role: wish.role };
  }

  async function send(wish: Wish, parent: string | null): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    try {
      const answer = await attempt(() => lend(termsOf(wish, borrower(wish), parent)));
      refused.value = answer instanceof Problem ? answer : null;
      if (answer instanceof Problem) return false;
      if (wish.to === "link") link.value = linkOf(secret);
      made.value = answer;
      return true;
    } catch (error) {
      if (!(error instanceof NoKey)) throw error;
      noKey.value = true;
      return false;
    } finally {
      busy.value = false;
    }
  }

  return { made, link, refused, busy, noKey, send };
}
