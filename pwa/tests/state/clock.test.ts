/** The corrected clock, in the order of the rules of state/clock.ts. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const HERE = 1_800_000_000;

async function start() {
  vi.resetModules();
  return (await import("@/state/clock")).clock;
}

beforeEach(() => vi.useFakeTimers({ now: HERE * 1000, toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

test("an office that reads 100 s more at the middle of the trip makes the time 100 s later", async () => {
  const clock = await start();
  clock.learn(HERE + 100, HERE, HERE + 1); // a whole second cut off: half a second is added
  expect(clock.offset).toBeCloseTo(100, 5);
  expect(clock.now()).toBeCloseTo(HERE + 100, 5);
});

test.each([HERE - 1, HERE + 11, Number.NaN])("a trip that went back in time or took too long teaches nothing", async (received) => {
  const clock = await start();
  clock.learn(HERE + 100, HERE, received);
  expect(clock.offset).toBe(0);
});

test("what was learnt is there at the next start", async () => {
  (await start()).learn(HERE - 3600, HERE, HERE);
  expect((await start()).now()).toBeCloseTo(HERE - 3599.5, 0);
});

test("a phone is called wrong from more than 30 s, in both directions", async () => {
  const clock = await start();
  for (const [offset, wrong] of [[29, false], [31, true], [-29, false], [-32, true]] as const) {
    clock.learn(HERE + offset, HERE, HERE);
    expect(clock.wrong, `${offset} s`).toBe(wrong);
  }
});

test("storage with nonsense in it is no offset", async () => {
  localStorage.setItem("liangma.clock", "soon");
  expect((await start()).offset).toBe(0);
});
