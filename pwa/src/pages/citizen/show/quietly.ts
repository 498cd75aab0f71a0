/**
 * Calls in the background of a code on show: history, nonces. They never ask anybody to sign in, because a dialog over
 * a code that is being scanned is worse than no answer.
 */
import createClient from "openapi-fetch";
import type { paths } from "@/api/schema";
import { accessToken, renew } from "@/api/tokens";
import { missed, reached } from "@/state/network";

function sent(request: Request): Request {
  const copy = request.clone();
  const token = accessToken();
  if (token !== null) copy.headers.set("Authorization", `Bearer ${token}`);
  return copy;
}

async function send(request: Request): Promise<Response> {
  try {
    const answer = await fetch(sent(request));
    reached();
    if (answer.status !== 401 || !(await renew())) return answer;
    return await fetch(sent(request));
  } catch {
    missed();
    return Response.error();
  }
}

const client = createClient<paths>({ baseUrl: location.origin, fetch: send });

/** The client for such calls. */
export const quietly = client;

/** The data of an answer, or undefined for anything but success. */
export async function answerOf<Data>(call: Promise<{ data?: Data; response: Response }>): Promise<Data | undefined> {
  try {
    const answer = await call;
    return answer.response.ok ? answer.data : undefined;
  } catch {
    return undefined;
  }
}
