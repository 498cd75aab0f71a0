/** One browser, one sign-in: what one person leaves is not met by the next, in this tab or another (`state/whose.ts`). */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { json, office, refused, signedIn } from "../api/office";

const anew = vi.hoisted(() => vi.fn<() => Promise<never>>(() => new Promise(() => undefined)));
vi.mock(import("@/state/whose"), async (real) => ({ ...(await real()), startAnew: anew }));

const ME = { subject: "account:1", role: "citizen", office: null, phone: "139****0000", identity: null };
const REFRESH = "POST /api/v1/auth/refresh";
const WHO = "GET /api/v1/me";
const NOTE = "liangma.signed-in";

/** A token that says whose it is. */
function tokenOf(subject: string): string {
  return `h.${btoa(JSON.stringify({ sub: subject }))}.s`;
}

async function start() {
  vi.resetModules();
  return {
    ...(await import("@/state/session")),
    ...(await import("@/state/database")),
    ...(await import("@/state/otherTabs")),
    ...(await import("@/api/client")),
  };
}

/** A page on which account:1 is signed in. */
async function signedInPage() {
  office({ [REFRESH]: () => signedIn(tokenOf("account:1")), [WHO]: () => json(200, ME) });
  const page = await start();
  await page.keep("csrf", "c");
  await page.restore();
  return page;
}

function told(subject: string): void {
  localStorage.setItem(NOTE, subject);
  dispatchEvent(new StorageEvent("storage", { key: NOTE, newValue: subject }));
}

beforeEach(() => {
  anew.mockClear();
});
afterEach(() => vi.unstubAllGlobals());

test("no act of one person's page is sent in the name of another who signed in in another tab", async () => {
  const page = await signedInPage();
  const asked = office({
    [REFRESH]: () => signedIn(tokenOf("account:2")),
    "POST /api/v1/devices/challenges": () => refused(401, "not_signed_in"),
  });
  void page.ask(page.api.POST("/api/v1/devices/challenges"));
  await vi.waitFor(() => expect(anew).toHaveBeenCalledOnce());
  expect(asked.map((one) => one.path)).toEqual(["/api/v1/devices/challenges", "/api/v1/auth/refresh"]);
  expect(await page.recall("csrf")).toBe(`csrf of ${tokenOf("account:2")}`); // the other tab's next refresh needs it
});

test("calls that waited for a new sign-in are not sent when somebody else signs in", async () => {
  const page = await signedInPage();
  const challenge = vi.fn(() => refused(401, "not_signed_in"));
  office({
    [REFRESH]: () => refused(401, "not_signed_in"),
    [WHO]: () => json(200, { ...ME, subject: "account:2" }),
    "POST /api/v1/devices/challenges": challenge,
    "POST /api/v1/auth/sessions": () => signedIn(tokenOf("account:2")),
  });
  void page.ask(page.api.POST("/api/v1/devices/challenges"));
  await vi.waitFor(() => expect(page.session.state).toBe("expired"));
  void page.signInByPhone("13900000000", "123456");
  await vi.waitFor(() => expect(anew).toHaveBeenCalledOnce());
  expect(challenge).toHaveBeenCalledOnce();
});

test("a tab whose person signed out in another starts anew; one in which a clerk signed in besides goes on", async () => {
  const page = await signedInPage();
  page.followOtherTabs();
  told("staff:7");
  expect(anew).not.toHaveBeenCalled();
  told("");
  expect(anew).toHaveBeenCalled();
});

test("a page that comes back from the browser's memory under somebody else's sign-in starts anew", async () => {
  const page = await signedInPage();
  page.followOtherTabs();
  const back = () => dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  back();
  expect(anew).not.toHaveBeenCalled();
  localStorage.setItem(NOTE, "account:2");
  back();
  expect(anew).toHaveBeenCalled();
});

test("signing out leaves nothing of the person on the phone, on whatever page", async () => {
  const page = await signedInPage();
  const db = await page.database();
  await db.put("wallet", { subject: "account:1", cards: [] }, "wallet");
  await db.put("drafts", { subject: "account:1", typed: { address: "东湖路1号" } }, "case:1");
  for (const place of ["portrait:c", "requests.answer.r", "issuer-names", "phone"]) await page.keep(place, place);
  await page.signOut();
  expect([await db.getAllKeys("wallet"), await db.getAllKeys("drafts"), await db.getAllKeys("kept")]).toEqual([[], [], ["issuer-names", "phone"]]);
  expect(localStorage.getItem(NOTE)).toBe("");
});
