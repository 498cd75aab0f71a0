/** Learns the office's time, for what this phone signs: an office that does not answer teaches nothing. */
import { api, ask, attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import { clock } from "./clock";

export async function learnTime(): Promise<void> {
  const sentAt = clock.here();
  const answer = await attempt(() => ask(api.GET("/api/v1/time")));
  if (!(answer instanceof Problem)) clock.learn(answer.seconds, sentAt, clock.here());
}
