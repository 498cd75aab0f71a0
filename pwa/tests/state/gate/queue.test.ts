/** The queue forgets nothing before it was answered for, and waits longer after each failure. */
import { beforeEach, expect, test } from "vitest";
import { Problem, offline } from "@/api/problem";
import { type Answered, type QueueRow, type Upload, MOST, delayAfter, doubles, enqueue, reconcile, rowId, settle, waiting } from "@/state/gate/queue";
import { fresh } from "./world";

beforeEach(fresh);

function row(number: number, outcome: QueueRow["outcome"] = "accepted"): QueueRow {
  const once_id = number.toString(16).padStart(32, "0");
  const rest = { at: 1000 + number, mode: "offline", reason: null, purpose: "boarding", handle: null, fields: [], tried_online: false } as const;
  return { id: rowId(once_id, outcome), once_id, outcome, ...rest, fields: [] };
}

async function fill(count: number): Promise<void> {
  for (let number = 0; number < count; number++) await enqueue(row(number));
}

function answer(rows: readonly { once_id: string }[], result: Answered["result"] = "recorded"): Answered[] {
  return rows.map(({ once_id }) => ({ once_id, result, first: null }));
}

test("no answer leaves every row where it was", async () => {
  await fill(3);
  await expect(reconcile(() => Promise.reject(offline()), 1)).rejects.toMatchObject({ code: "offline" });
  expect(await waiting()).toBe(3);
});

test("rows are told in parts of at most 500, without their place in the queue, and then forgotten", async () => {
  await fill(MOST + 1);
  const sizes: number[] = [];
  const told = await reconcile((rows) => {
    sizes.push(rows.length);
    expect(rows.every((one) => !("id" in one))).toBe(true);
    return Promise.resolve(answer(rows));
  }, 1);
  expect(sizes).toEqual([MOST, 1]);
  expect([told.uploaded, told.recorded, await waiting()]).toEqual([MOST + 1, MOST + 1, 0]);
});

test("what was answered before a failure stays answered", async () => {
  await fill(MOST + 2);
  let calls = 0;
  const upload: Upload = (rows) => (++calls === 1 ? Promise.resolve(answer(rows)) : Promise.reject(offline()));
  await expect(reconcile(upload, 1)).rejects.toMatchObject({ code: "offline" });
  expect(await waiting()).toBe(2);
});

test("one row that the office cannot take is found and put aside; the others are told", async () => {
  await fill(5);
  const bad = row(3).once_id;
  const words = { zh: "", en: "" };
  const upload: Upload = (rows) =>
    rows.some(({ once_id }) => once_id === bad)
      ? Promise.reject(new Problem({ code: "invalid", status: 422, text: words, next: words }))
      : Promise.resolve(answer(rows));
  const told = await reconcile(upload, 9);
  expect([told.uploaded, await waiting()]).toEqual([4, 0]);
  expect(await doubles()).toMatchObject([{ once_id: bad, kind: "refused" }]);
  await settle(bad);
  expect(await doubles()).toEqual([]);
});

test("a code held up again and again is one row for each outcome", async () => {
  for (const outcome of ["accepted", "refused", "refused"] as const) await enqueue(row(1, outcome));
  expect(await waiting()).toBe(2);
});

test("each failure waits longer, up to a quarter of an hour, and gates spread", () => {
  const delays = [1, 2, 3, 4, 20].map((failures) => delayAfter(failures, 0.5));
  expect(delays).toEqual([5, 10, 20, 40, 900]);
  expect(delayAfter(1, 0)).toBeLessThan(delayAfter(1, 1));
});
