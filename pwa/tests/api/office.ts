/** A small office for tests of the client: answers by method and path, and remembers what was asked. */
import { vi } from "vitest";

export interface Asked {
  method: string;
  path: string;
  headers: Headers;
  body: string;
}

type Answer = (asked: Asked) => Response | Promise<Response>;

export function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
}

export function refused(status: number, code: string): Response {
  const words = { zh: `${code}（中文）`, en: code };
  const document = { type: `urn:${code}`, title: code, status, code, message: words, next_step: words, request_id: "r-1" };
  return new Response(JSON.stringify(document), { status, headers: { "Content-Type": "application/problem+json" } });
}

export function signedIn(name: string, role = "citizen"): Response {
  return json(200, { access_token: name, token_type: "Bearer", expires_in: 600, role, csrf_token: `csrf of ${name}` });
}

/** Stands in for the network. The list it returns grows with every call. */
export function office(answers: Record<string, Answer>): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal("fetch", async (input: Request | string, options?: RequestInit) => {
    const request = input instanceof Request ? input : new Request(new URL(input, location.origin), options);
    const path = new URL(request.url).pathname;
    const call = { method: request.method, path, headers: request.headers, body: await request.text() };
    asked.push(call);
    const answer = answers[`${call.method} ${path}`];
    if (answer === undefined) throw new TypeError(`nothing answers ${call.method} ${path}`);
    return answer(call);
  });
  return asked;
}
