/** Whoever signed out while the office was still answering leaves nothing on the phone all the same. */
import { afterEach, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/state/database";
import { iso, makeCard, NOW } from "./cards";
import { office, problem } from "./office";

const PHONE = { device_id: "d-1", name: "手机", subject: "account:1" };

afterEach(async () => {
  await closeDatabase();
  vi.unstubAllGlobals();
});

/** A wallet that is fetched while its account becomes `next`; `answer` comes after that. */
async function fetchedDuring(next: string | null, answer: () => [number, unknown]) {
  vi.resetModules();
  const { session } = await import("@/state/session");
  const { device } = await import("@/state/device");
  const { emptyWallet, refreshWallet, wallet } = await import("@/state/wallet");
  Object.assign(session, { state: "in", role: "citizen", subject: "account:1" });
  Object.assign(device, { state: "bound", phone: PHONE });
  await emptyWallet();
  office({
    "GET /api/v1/wallet": () => {
      session.subject = next;
      return answer();
    },
  });
  await refreshWallet();
  return { device, wallet, kept: await (await database()).get("wallet", "wallet") };
}

const cards = (): [number, unknown] => [200, { server_time: iso(NOW), cards: [makeCard("a")] }];

test("cards that arrive for the account that asked are kept", async () => {
  const { wallet, kept } = await fetchedDuring("account:1", cards);
  expect([wallet.cards.length, kept]).toEqual([1, expect.objectContaining({ subject: "account:1" })]);
});

test.each([["nobody", null], ["another account", "account:2"]])("cards that arrive when %s is signed in are dropped", async (_who, next) => {
  const { wallet, kept } = await fetchedDuring(next, cards);
  expect([wallet.cards, kept]).toEqual([[], undefined]);
});

test("a phone that is not the other account's is not taken for a removed one", async () => {
  const { device } = await fetchedDuring("account:2", () => problem(404, "not_found"));
  expect(device.state).toBe("bound");
});
