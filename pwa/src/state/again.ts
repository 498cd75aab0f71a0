/**
 * What was sent and got no answer may have been done all the same. The same act is sent again to the letter, signature
 * and all, under the same key: the office does it once, and answers what it answered.
 *
 * 1. Acts are the same when they say the same. 2. A signature is good for five minutes: after four it is made anew.
 * 3. An answer of the office ends it, whatever it says.
 */
import { once } from "@/api/client";
import { Problem } from "@/api/problem";
import { clock } from "./clock";

const FRESH = 240; // seconds

type Act = <Body, Answer>(said: unknown, sign: () => Promise<Body>, send: (body: Body, key: string) => Promise<Answer>) => Promise<Answer>;

/** One kind of act. `said`: what it says, and with which key. */
export function sentOnce(): Act {
  let last: { what: string; body: unknown; key: string; at: number } | null = null;
  return async <Body, Answer>(said: unknown, sign: () => Promise<Body>, send: (body: Body, key: string) => Promise<Answer>) => {
    const what = JSON.stringify(said);
    const sent = last?.what === what && clock.now() - last.at <= FRESH ? last : { what, body: await sign(), key: once(), at: clock.now() };
    last = sent;
    try {
      const answer = await send(sent.body as Body, sent.key);
      last = null;
      return answer;
    } catch (error) {
      if (!(error instanceof Problem) || (!error.unanswered && error.status < 500)) last = null;
      throw error;
    }
  };
}
