/**
 * What every page of a citizen needs once: what this phone keeps is read before the first of them shows; who is signed
 * in is found out beside it.
 *
 * 1. Nothing waits for the network: cards that are kept show at once. 2. Whoever signs out (not: whose sign-in ran out
 * while away) leaves no cards on the phone. 3. When another account signs in, phone and wallet are looked at anew; when
 * somebody signs in in another tab while this one shows the cards of a sign-in that ran out, the page starts anew.
 * 4. The office's time is learnt at each start.
 */
import { watch } from "vue";
import { device, restoreDevice } from "@/state/device";
import { learnTime } from "@/state/officeTime";
import { restore, session } from "@/state/session";
import { emptyWallet, keepFresh, refreshWallet, restoreWallet, wallet } from "@/state/wallet";
import { NOTE, startAnew } from "@/state/whose";

let begun: Promise<void> | null = null;

/** Safe to call before every page. */
export function begin(): Promise<void> {
  begun ??= readPhone().then(() => void follow());
  return begun;
}

async function readPhone(): Promise<void> {
  await Promise.all([restoreDevice(), restoreWallet()]);
}

async function follow(): Promise<void> {
  void learnTime();
  await restore();
  await readPhone();
  watch(() => session.state, left);
  watch(() => session.subject, changed);
  watch(() => device.state, bound);
  addEventListener("storage", elsewhere);
  keepFresh();
}

/** Rule 2. */
function left(now: string, before: string): void {
  if (now === "out" && before !== "unknown") void emptyWallet();
}

/** Rule 3. */
async function changed(): Promise<void> {
  await readPhone();
  if (session.state === "in") await refreshWallet();
}

/** Rule 3, of another tab. */
function elsewhere({ key }: StorageEvent): void {
  if (key === NOTE && session.state === "out" && wallet.cards.length > 0) void startAnew();
}

function bound(now: string): void {
  if (now === "bound" && session.state === "in") void refreshWallet();
}
