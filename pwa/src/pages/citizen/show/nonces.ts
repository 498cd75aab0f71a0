/**
 * A server nonce kept ready for the next code, so that the phone's clock does not matter to online verifiers.
 *
 * 1. Nobody waits for one: a code is signed without, if none is at hand. 2. Each is put into one code only. 3. One that
 * ends within a minute stays unused, because an ended nonce would have the code refused. 4. One is asked for at a time.
 */
import { type Bytes } from "@/certs/bytes";
import { decode } from "@/certs/base64url";
import { clock } from "@/state/clock";
import { network } from "@/state/network";
import { session } from "@/state/session";
import { answerOf, quietly } from "./quietly";

const LEAST_LIFE = 60; // seconds: a code is 30 s on the screen, and then has to reach the office

interface Issued {
  nonce: string;
  expires_at: string;
}

export interface Nonces {
  /** A nonce for the code that is signed now, or null. */
  readonly take: () => Bytes | null;
  /** Have one ready for the next code. */
  readonly refill: () => void;
}

async function fromOffice(): Promise<Issued | undefined> {
  if (!network.online || session.state !== "in") return undefined;
  return answerOf(quietly.POST("/api/v1/nonces"));
}

export function keepNonces(fetchOne: () => Promise<Issued | undefined> = fromOffice): Nonces {
  let ready: Issued | undefined;
  let asking = false;

  function take(): Bytes | null {
    const one = ready;
    ready = undefined;
    return one !== undefined && lives(one) ? decode(one.nonce) : null;
  }

  function refill(): void {
    if (asking || (ready !== undefined && lives(ready))) return;
    asking = true;
    void fetchOne()
      .then((one) => (ready = one))
      .finally(() => (asking = false));
  }

  return { take, refill };
}

function lives(one: Issued): boolean {
  return Date.parse(one.expires_at) / 1000 - clock.now() >= LEAST_LIFE;
}
