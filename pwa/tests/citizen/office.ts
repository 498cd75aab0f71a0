/** The office as far as these tests call it: answers by method and path, and what it was asked. */
import { vi } from "vitest";

export interface Asked {
  call: string; // "POST /api/v1/devices"
  body: unknown;
  have: string | null; // If-None-Match
}
type Answers = Record<string, (asked: Asked) => [number, unknown, Record<string, string>?] | "silence">;

/** Answers fetch from now on; a call nobody prepared for fails the test that made it. */
export function office(answers: Answers): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal("fetch", async (input: Request | string, init?: RequestInit) => {
    const request = new Request(new URL(typeof input === "string" ? input : input.url, "http://localhost"), typeof input === "string" ? init : input);
    const one: Asked = { call: `${request.method} ${new URL(request.url).pathname}`, body: await request.text().then((text) => (text ? (JSON.parse(text) as unknown) : null)), have: request.headers.get("If-None-Match") };
    asked.push(one);
    const answer = answers[one.call]?.(one);
    if (answer === undefined) throw new Error(`nobody prepared for ${one.call}`);
    if (answer === "silence") throw new TypeError("no answer");
    const [status, body, headers] = answer;
    return new Response(status === 204 || status === 304 ? null : JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
  });
  return asked;
}

export function problem(status: number, code: string): [number, unknown] {
  return [status, { code, status, message: { zh: code, en: code }, next_step: { zh: "", en: "" }, request_id: "r" }];
}
