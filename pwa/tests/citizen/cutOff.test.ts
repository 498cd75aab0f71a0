/** An act whose answer never came may have been done: sent again it is the same act to the letter, and done once. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { accept, forget } from "@/api/tokens";
import { submit } from "@/pages/citizen/apply/send";
import type { MyCase } from "@/pages/citizen/apply/plan";
import { type Request, sayNo, sayYes, type Shown } from "@/pages/citizen/cases/answering";
import { lend } from "@/pages/citizen/delegations/lending";
import { confirmChild, type Found } from "@/pages/citizen/wards/wards";
import { clock } from "@/state/clock";
import { closeDatabase, database } from "@/state/database";
import { bindDevice } from "@/state/device";
import { type Asked, json, office, refused } from "../api/office";

const NUMBER = "20260307-4830275911";
const found = { case_no: NUMBER, revision: 4, aud: "https://liangma.example", matter: { code: "m", version: 1 }, answers: {} } as unknown as MyCase;
const request = { case_no: NUMBER, revision: 4 } as Request;
const shown = [{ certificate_id: "c1", fields: [{ name: "name" }] }] as unknown as Shown[];
const terms = { certificates: ["c1"], to: { name: "李四", citizen_number: "990103194509160069" }, purposes: [], places: 1, until: "2027-02-14", times: null, lend_on: 0, parent: null };
const child = { found_id: "f", aud: found.aud, ground: "birth", name: "小满", last_day: "2031-05-05" } as unknown as Found;

const SUBMISSION = `/api/v1/me/cases/${NUMBER}/submission`;
const ANSWER = `/api/v1/me/cases/${NUMBER}/consent-request/answer`;
const ACTS: [string, string, () => Promise<unknown>][] = [
  ["an application", SUBMISSION, () => submit(found, [], { phone: "1" }, false)],
  ["a yes to an office", ANSWER, () => sayYes(found, request, shown)],
  ["a no to an office", ANSWER, () => sayNo(request)],
  ["a loan", "/api/v1/me/delegations", () => lend(terms)],
  ["a guardian's confirmation", "/api/v1/me/wards", () => confirmChild(child, null)],
  ["a phone's registration", "/api/v1/devices", () => bindDevice("手机")],
];
const lost = (): Promise<Response> => Promise.reject(new TypeError("no answer"));
const done = (): Response => json(201, { device_id: "d", handle: "h", thumbprint: "t", name: "手机" });

/** What was sent there, answered in turn; after the last, as the last. */
function answered(path: string, ...answers: (() => Response | Promise<Response>)[]): () => [string, string | null][] {
  let at = 0;
  const asked: Asked[] = office({
    "GET /api/v1/time": () => json(200, { seconds: Date.now() / 1000 }),
    "GET /api/v1/me/delegations": () => json(200, { aud: found.aud, items: [], next_cursor: null }),
    "POST /api/v1/devices/challenges": () => json(201, { nonce: "bm9uY2UxMjM", aud: found.aud, expires_at: "" }),
    [`POST ${path}`]: () => (answers[Math.min(at++, answers.length - 1)] ?? done)(),
  });
  return () => asked.filter((one) => one.method === "POST" && one.path === path).map((one) => [one.body, one.headers.get("Idempotency-Key")]);
}

beforeEach(async () => {
  await closeDatabase();
  await accept({ access_token: "t", token_type: "Bearer", expires_in: 600, role: "citizen", csrf_token: "c" });
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  await (await database()).put("keys", { name: "phone", pair, device_id: "d", handle: "h", thumbprint: "t" });
});
afterEach(async () => {
  await forget();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test.each(ACTS)("%s that got no answer is sent again as it was", async (_what, path, act) => {
  const sent = answered(path, lost, () => json(502, "gateway"), done);
  await expect(act()).rejects.toMatchObject({ status: 0 });
  await expect(act()).rejects.toMatchObject({ status: 502 });
  await act();
  await act();
  const [first, second, third, another] = sent();
  expect(first?.[1]).toMatch(/^[0-9a-f-]{36}$/);
  expect([second, third]).toEqual([first, first]);
  expect(another?.[1]).not.toBe(first?.[1]); // it was answered: what is asked for now is another
});

test("one that says something else, was refused, or would be out of date is signed anew", async () => {
  const sent = answered(SUBMISSION, lost, lost, () => refused(409, "case_changed"), lost);
  await expect(submit(found, [], { phone: "1" }, false)).rejects.toMatchObject({ status: 0 });
  await expect(submit(found, [], { phone: "2" }, false)).rejects.toMatchObject({ status: 0 });
  await expect(submit(found, [], { phone: "2" }, false)).rejects.toMatchObject({ status: 409 });
  await expect(submit(found, [], { phone: "2" }, false)).rejects.toMatchObject({ status: 0 });
  const then = clock.now();
  vi.spyOn(clock, "now").mockReturnValue(then + 241);
  await expect(submit(found, [], { phone: "2" }, false)).rejects.toMatchObject({ status: 0 });
  const keys = sent().map(([, key]) => key);
  expect(keys[2]).toBe(keys[1]);
  expect(new Set(keys).size).toBe(4);
});
