/** One acceptance of a code at this gate: in two tabs, without storage, and for a day. */
import { beforeEach, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/state/database";
import { REPLAY_SECONDS, loadSeen, seenHere, useOnce } from "@/state/gate/seen";
import { fresh } from "./world";

const NOW = 1_800_000_000;

beforeEach(fresh);

test("of two tabs that both hold a code up, the second finds it taken, although its memory knows nothing", async () => {
  expect(await useOnce("a", NOW, null)).toBe(true);
  vi.resetModules();
  const otherTab = await import("@/state/gate/seen");
  expect(otherTab.seenHere().has("a")).toBe(false);
  expect(await otherTab.useOnce("a", NOW, null)).toBe(false);
});

test("a browser that keeps nothing remembers while the page is open", async () => {
  await closeDatabase();
  const broken = vi.spyOn(indexedDB, "open").mockImplementation(() => {
    throw new DOMException("denied", "SecurityError");
  });
  expect(await useOnce("a", NOW, null)).toBe(true);
  expect(await useOnce("a", NOW, null)).toBe(false);
  expect(await loadSeen(NOW)).toBe(false);
  broken.mockRestore();
});

test("a use that could not be written leaves nothing half done: neither the id nor its row", async () => {
  const row = { id: "a", once_id: "a", at: NOW, outcome: "accepted", mode: "offline", reason: null, purpose: "p", handle: null, fields: [], tried_online: false } as const;
  await (await database()).put("gate_seen", { id: "a", until: NOW + 10 });
  expect(await useOnce("a", NOW, { ...row, fields: [] })).toBe(false);
  expect(await (await database()).count("gate_queue")).toBe(0);
});

test("ids are kept for a day and the replay window, then forgotten", async () => {
  await useOnce("a", NOW, null);
  await loadSeen(NOW + 86_400 + REPLAY_SECONDS - 1);
  expect(await (await database()).count("gate_seen")).toBe(1);
  await loadSeen(NOW + 86_400 + REPLAY_SECONDS + 1);
  expect(await (await database()).count("gate_seen")).toBe(0);
  expect(seenHere().has("a")).toBe(true); // this page goes on remembering
});
