/** What this phone keeps: keys stay keys, values come back, and a browser that keeps nothing breaks nothing. */
import { expect, test, vi } from "vitest";
import { closeDatabase, database, keep, recall } from "@/state/database";

test("a key that cannot be exported comes back from the database and signs", async () => {
  await closeDatabase();
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  await (await database()).put("keys", { name: "phone", pair });
  const kept = (await (await database()).get("keys", "phone"))?.pair;
  expect(kept?.privateKey.extractable).toBe(false);
});

test("a kept value comes back, and is gone when forgotten", async () => {
  await closeDatabase();
  expect(await keep("a", { b: 1 })).toBe(true);
  expect(await recall("a")).toEqual({ b: 1 });
  await keep("a", null);
  expect(await recall("a")).toBeNull();
});

test("what the gate saw is found by when it ends", async () => {
  await closeDatabase();
  const store = await database();
  await store.put("gate_seen", { id: "x", until: 10 });
  await store.put("gate_seen", { id: "y", until: 20 });
  expect(await store.getAllKeysFromIndex("gate_seen", "until", IDBKeyRange.upperBound(15))).toEqual(["x"]);
});

test("a browser that keeps nothing is told apart and breaks nothing", async () => {
  await closeDatabase();
  vi.spyOn(indexedDB, "open").mockImplementation(() => {
    throw new DOMException("no", "SecurityError");
  });
  expect(await keep("a", 1)).toBe(false);
  expect(await recall("a")).toBeNull();
  vi.restoreAllMocks();
  expect(await keep("a", 1)).toBe(true); // the next try opens anew
});
