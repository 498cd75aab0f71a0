/** What is asked of the database is complete at once: a page that falls asleep then leaves nothing open behind it. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openDB } from "idb";
import { complete, promptly } from "@/state/promptly";

let commits: ReturnType<typeof vi.spyOn>;

async function opened(name: string) {
  return promptly(
    await openDB(name, 1, {
      upgrade(db) {
        db.createObjectStore("things", { keyPath: "id" }).createIndex("until", "until");
      },
    }),
  );
}

beforeEach(() => {
  commits = vi.spyOn(IDBTransaction.prototype, "commit");
});
afterEach(() => vi.restoreAllMocks());

test("every call of one step says that it is complete, and answers as without", async () => {
  const db = await opened("one step");
  await db.put("things", { id: "a", until: 1 });
  await db.add("things", { id: "b", until: 2 });
  expect(await db.get("things", "a")).toEqual({ id: "a", until: 1 });
  expect(await db.getAllKeysFromIndex("things", "until", IDBKeyRange.lowerBound(2))).toEqual(["b"]);
  await db.delete("things", "a");
  expect(await db.count("things")).toBe(1);
  await db.clear("things");
  expect(await db.getAll("things")).toEqual([]);
  expect(commits).toHaveBeenCalledTimes(8);
  db.close();
});

test("a step that fails says so once, and the next one works", async () => {
  const db = await opened("failing");
  await db.add("things", { id: "a", until: 1 });
  await expect(db.add("things", { id: "a", until: 2 })).rejects.toThrow();
  await expect(db.get("nothing", "a")).rejects.toThrow();
  expect(await db.get("things", "a")).toEqual({ id: "a", until: 1 });
  db.close();
});

test("several steps say it after the last, also when that was long ago", async () => {
  const db = await opened("several");
  const turn = db.transaction("things", "readwrite");
  await turn.store.put({ id: "a", until: 1 });
  await complete(turn);
  await complete(turn);
  expect(await db.count("things")).toBe(1);
  db.close();
});
