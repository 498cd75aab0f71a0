/** Acts of cards and forms: one at a time, and what the office said. */
import { expect, test } from "vitest";
import { Problem } from "@/api/problem";
import { useActing } from "@/composables/useActing";

const refusal = new Problem({ code: "seal_changed", status: 409, text: { zh: "", en: "" }, next: { zh: "", en: "" } });

test("an act hands on what the office answered, and is over by then", async () => {
  const { act, busy, problem } = useActing();
  const answers: [number, boolean][] = [];
  const doing = act(() => Promise.resolve(7), (answer) => answers.push([answer, busy.value]));
  expect(busy.value).toBe(true);
  await doing;
  expect(answers).toEqual([[7, false]]);
  expect(problem.value).toBeNull();
});

test("a refusal is left to be shown, until the next try", async () => {
  const { act, problem } = useActing();
  const done: string[] = [];
  await act(() => Promise.reject(refusal), () => done.push("refused"));
  expect(problem.value).toBe(refusal);
  await act(() => Promise.resolve(null), () => done.push("nothing to tell"));
  expect(problem.value).toBeNull();
  expect(done).toEqual(["nothing to tell"]);
});

test("while one act is under way a second press does nothing", async () => {
  const { act } = useActing();
  const asked: number[] = [];
  let answer = (): void => undefined;
  const first = act(() => (asked.push(1), new Promise<void>((resolve) => (answer = resolve))), () => asked.push(2));
  await act(() => Promise.resolve(asked.push(3)), () => asked.push(4));
  answer();
  await first;
  expect(asked).toEqual([1, 2]);
});
