/** Who is signed in, in the order of the rules of state/session.ts. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { json, office, refused, signedIn } from "../api/office";

const ME = { subject: "account:1", role: "citizen", office: null, phone: "139****0000", identity: null };
const REFRESH = "POST /api/v1/auth/refresh";
const WHO = "GET /api/v1/me";

/** A fresh start of the page. */
async function start() {
  vi.resetModules();
  return {
    ...(await import("@/state/session")),
    ...(await import("@/state/database")),
    ...(await import("@/api/client")),
  };
}

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllGlobals());

test("a browser that never signed in asks nobody", async () => {
  const asked = office({});
  const page = await start();
  await page.restore();
  expect(page.session.state).toBe("out");
  expect(asked).toEqual([]);
});

test("a browser that signed in is signed in after a new start", async () => {
  office({ [REFRESH]: () => signedIn("a"), [WHO]: () => json(200, ME) });
  const page = await start();
  await page.keep("csrf", "c");
  await page.restore();
  expect(page.session).toMatchObject({ state: "in", role: "citizen", subject: "account:1" });
});

test("without a network the last known person stays signed in", async () => {
  office({});
  const page = await start();
  await page.keep("csrf", "c");
  await page.keep("me", ME);
  await page.restore();
  expect(page.session).toMatchObject({ state: "in", phone: "139****0000" });
});

test("a sign-in that the office ended is out at the next start", async () => {
  office({ [REFRESH]: () => refused(401, "not_signed_in") });
  const page = await start();
  await page.keep("csrf", "c");
  await page.restore();
  expect(page.session).toMatchObject({ state: "out", role: null });
});

test("a sign-in that ends in mid-work keeps the call until somebody signs in again", async () => {
  let ended = false;
  office({
    [REFRESH]: () => (ended ? refused(401, "not_signed_in") : signedIn("a")),
    [WHO]: (asked) =>
      ended && asked.headers.get("Authorization") !== "Bearer b" ? refused(401, "not_signed_in") : json(200, ME),
    "POST /api/v1/auth/sessions": () => signedIn("b"),
  });
  const page = await start();
  await page.keep("csrf", "c");
  await page.restore();
  ended = true;
  const call = page.ask(page.api.GET("/api/v1/me"));
  await vi.waitFor(() => expect(page.session.state).toBe("expired"));
  expect(page.session.subject).toBe("account:1");
  await page.signInByPhone("13900000000", "123456");
  expect(await call).toEqual(ME);
  expect(page.session.state).toBe("in");
});

test("whoever gives up is signed out and the call is refused", async () => {
  let ended = false;
  office({
    [REFRESH]: () => (ended ? refused(401, "not_signed_in") : signedIn("a")),
    [WHO]: () => (ended ? refused(401, "not_signed_in") : json(200, ME)),
  });
  const page = await start();
  await page.keep("csrf", "c");
  await page.restore();
  ended = true;
  const call = page.ask(page.api.GET("/api/v1/me")).catch((error: unknown) => error);
  await vi.waitFor(() => expect(page.session.state).toBe("expired"));
  await page.giveUp();
  expect(await call).toMatchObject({ code: "not_signed_in" });
  expect(page.session.state).toBe("out");
});

test("signing out forgets the person here even if the office cannot be told", async () => {
  office({ [REFRESH]: () => signedIn("a"), [WHO]: () => json(200, ME) });
  const page = await start();
  await page.keep("csrf", "c");
  await page.restore();
  expect(await page.signOut()).toBe(false);
  expect(page.session).toMatchObject({ state: "out", subject: null });
  expect(await page.recall("csrf")).toBeNull();
  expect(await page.recall("me")).toBeNull();
});
