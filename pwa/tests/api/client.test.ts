/** Calls to the office, in the order of the rules of api/client.ts and api/tokens.ts. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { api, ask, once, whenSignInEnds } from "@/api/client";
import { Problem } from "@/api/problem";
import { accept, accessToken, forget, renew } from "@/api/tokens";
import { closeDatabase, keep, recall } from "@/state/database";
import { network } from "@/state/network";
import { json, office, refused, signedIn } from "./office";

const ME = "GET /api/v1/me";
const REFRESH = "POST /api/v1/auth/refresh";
const OLD = { access_token: "old", token_type: "Bearer", expires_in: 600, role: "citizen", csrf_token: "csrf of old" } as const;

/** An office that takes the named token only. */
function only(token: string) {
  return (asked: { headers: Headers }) =>
    asked.headers.get("Authorization") === `Bearer ${token}` ? json(200, { subject: token }) : refused(401, "not_signed_in");
}

function me(): Promise<unknown> {
  return ask(api.GET("/api/v1/me"));
}

beforeEach(async () => {
  await accept(OLD);
  whenSignInEnds(() => Promise.resolve(false));
});

afterEach(async () => {
  await forget();
  vi.unstubAllGlobals();
});

test("a call carries the access token", async () => {
  const asked = office({ [ME]: only("old") });
  expect(await me()).toEqual({ subject: "old" });
  expect(asked).toHaveLength(1);
});

test("a call refused with 401 renews the token once and is sent again, body and all", async () => {
  const answer = only("new");
  const asked = office({
    [REFRESH]: () => signedIn("new"),
    "PUT /api/v1/me/identity": answer,
  });
  const body = { name: "张三", number: "1" };
  expect(await ask(api.PUT("/api/v1/me/identity", { body }))).toEqual({ subject: "new" });
  expect(asked.map((call) => call.method)).toEqual(["PUT", "POST", "PUT"]);
  expect(asked[1]?.headers.get("X-CSRF-Token")).toBe("csrf of old");
  expect(JSON.parse(asked[2]?.body ?? "")).toEqual(body);
  expect(await recall("csrf")).toBe("csrf of new");
});

test("two calls that find the token old renew it once", async () => {
  const asked = office({ [REFRESH]: () => signedIn("new"), [ME]: only("new") });
  expect(await Promise.all([me(), me()])).toEqual([{ subject: "new" }, { subject: "new" }]);
  expect(asked.filter((call) => call.path.endsWith("/refresh"))).toHaveLength(1);
});

test("the refresh waits for its turn under a lock that all tabs share, and uses the CSRF value that another left", async () => {
  const asked = office({ [REFRESH]: () => signedIn("new") });
  let held = "";
  const request = vi.fn(async (name: string, act: () => Promise<unknown>) => {
    held = name;
    await keep("csrf", "csrf of another tab"); // the tab before us was first
    return act();
  });
  vi.stubGlobal("navigator", { ...navigator, onLine: true, locks: { request } });
  expect(await renew()).toBe(true);
  expect(held).toBe("session");
  expect(asked[0]?.headers.get("X-CSRF-Token")).toBe("csrf of another tab");
});

test("an office that takes a call and says nothing is unreachable after half a minute, and not before", async () => {
  const limits: number[] = [];
  const over = new AbortController();
  vi.spyOn(AbortSignal, "timeout").mockImplementation((limit) => {
    limits.push(limit);
    return over.signal;
  });
  vi.stubGlobal("fetch", (_request: Request, { signal }: RequestInit) => {
    queueMicrotask(() => over.abort(new DOMException("too long", "TimeoutError")));
    return new Promise((_answer, refuse) => signal?.addEventListener("abort", () => refuse(signal.reason as Error)));
  });
  await expect(me()).rejects.toMatchObject({ code: "unreachable" });
  expect(limits).toEqual([30_000]);
  vi.restoreAllMocks();
});

test("an attempt whose answer was lost is made again under its name, after a reload too; the next one has another", async () => {
  await closeDatabase(); // this test has a browser of its own
  await accept(OLD);
  const names: (string | null)[] = [];
  let lost = true;
  office({
    [REFRESH]: (asked) => {
      names.push(asked.headers.get("X-Refresh-Attempt"));
      if (lost) throw new TypeError("the network is gone");
      return signedIn("new");
    },
  });
  await expect(renew()).rejects.toBeInstanceOf(Problem);
  const kept = await recall("refresh attempt");
  expect(kept).toBe(names[0]);
  vi.resetModules(); // a page that was loaded anew knows only what the browser keeps
  const reloaded = await import("@/api/tokens");
  lost = false;
  expect(await reloaded.renew()).toBe(true);
  expect(names[1]).toBe(names[0]);
  expect(await recall("refresh attempt")).toBeNull();
  expect(await reloaded.renew()).toBe(true);
  expect(names[2]).not.toBe(names[0]);
});

test("when the sign-in is over the call waits for the next one and is then sent as it was", async () => {
  office({ [REFRESH]: () => refused(401, "not_signed_in"), [ME]: only("again") });
  whenSignInEnds(async () => {
    await accept({ ...OLD, access_token: "again" });
    return true;
  });
  expect(await me()).toEqual({ subject: "again" });
});

test("when nobody signs in again the refusal is told", async () => {
  office({ [REFRESH]: () => refused(401, "not_signed_in"), [ME]: only("again") });
  await expect(me()).rejects.toMatchObject({ code: "not_signed_in", status: 401, requestId: "r-1" });
  expect(accessToken()).toBeNull();
});

test("a refused sign-in is told and renews nothing", async () => {
  const asked = office({ "POST /api/v1/auth/sessions": () => refused(401, "wrong_code") });
  const body = { phone: "13900000000", code: "000000" };
  await expect(ask(api.POST("/api/v1/auth/sessions", { body }))).rejects.toMatchObject({ code: "wrong_code" });
  expect(asked).toHaveLength(1);
});

test("a problem document becomes a Problem with its words, places and the rest", async () => {
  const words = { zh: "有误", en: "wrong" };
  const document = { code: "invalid", message: words, next_step: words, errors: [{ path: "/name", problem: "no", zh: "不行", en: "no" }], retry_after: 7 };
  office({ [ME]: () => json(422, document) });
  const problem = await me().catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toMatchObject({ code: "invalid", status: 422, text: words, next: words });
  expect((problem as Problem).places).toEqual([{ path: "/name", problem: "no", zh: "不行", en: "no" }]);
  expect((problem as Problem).details["retry_after"]).toBe(7);
});

test("an answer that is no problem document is told by its status, in both languages", async () => {
  office({ [ME]: () => new Response("<h1>Bad gateway</h1>", { status: 502 }) });
  const problem = (await me().catch((error: unknown) => error)) as Problem;
  expect(problem.code).toBe("status_502");
  expect(problem.text.zh).not.toBe("");
  expect(problem.next.en).not.toBe("");
});

test("no answer is 'unreachable', and 'offline' when the phone says so; the sign-in stays", async () => {
  office({});
  await expect(me()).rejects.toMatchObject({ code: "unreachable", status: 0 });
  expect(network.online).toBe(false);
  vi.stubGlobal("navigator", { ...navigator, onLine: false });
  await expect(me()).rejects.toMatchObject({ code: "offline" });
  expect(accessToken()).toBe("old");
});

test("a refresh without an answer leaves the sign-in as it was", async () => {
  office({ [ME]: only("new") });
  await expect(me()).rejects.toMatchObject({ code: "unreachable" });
  expect(await recall("csrf")).toBe("csrf of old");
});

test("an act has one key for all its tries and no two acts share one", () => {
  expect(once()).not.toBe(once());
  expect(once()).toMatch(/^[A-Za-z0-9._:-]{8,80}$/);
});
