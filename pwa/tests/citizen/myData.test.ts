/** The holder takes what is kept about them: a file of that day, or the reason why not. */
import { flushPromises, mount } from "@vue/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import MyData from "@/pages/citizen/settings/MyData.vue";
import { clock } from "@/state/clock";
import { office, problem } from "./office";

const saved: { name: string; content: Blob }[] = [];
vi.mock("@/components/saveFile", () => ({ saveFile: (content: Blob, name: string) => void saved.push({ name, content }) }));

beforeEach(() => {
  saved.length = 0;
  vi.spyOn(clock, "now").mockReturnValue(Date.parse("2027-01-31T08:00:00Z") / 1000);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function take(answer: [number, unknown]) {
  const asked = office({ "POST /api/v1/me/data": () => answer });
  const panel = mount(MyData);
  await panel.get("button").trigger("click");
  await flushPromises();
  expect(asked.map((one) => one.call)).toEqual(["POST /api/v1/me/data"]);
  return panel;
}

test("what the office answers is saved as it came, under the day's name", async () => {
  const panel = await take([200, { tables: { persons: [] } }]);
  expect(saved.map((one) => one.name)).toEqual(["liangma-2027-01-31.json"]);
  expect(JSON.parse(await saved[0]!.content.text())).toEqual({ tables: { persons: [] } });
  expect(panel.get("button").attributes("aria-busy")).toBeUndefined();
});

test("a refusal is told in the panel, nothing is saved, and one may ask again", async () => {
  const panel = await take(problem(403, "phone_needed"));
  expect(saved).toEqual([]);
  expect(panel.text()).toContain("phone_needed");
  expect(panel.get("button").attributes("aria-busy")).toBeUndefined();
});
