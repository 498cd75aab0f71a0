/** The desk's search: what it says of its list is true of the words in the field. */
import { mount } from "@vue/test-utils";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { createMemoryHistory, createRouter } from "vue-router";
import { loadTexts, setLanguage } from "@/locales";
import MatterSearch from "@/pages/window/MatterSearch.vue";
import { json, office } from "../api/office";

const line = (code: string) => ({ code, name: { zh: code, en: code }, office: { code: "GA", name: { zh: "公安局", en: "Police" } }, channels: ["window"], materials: 1, replaceable: 1 });
const router = createRouter({ history: createMemoryHistory(), routes: [{ path: "/:rest(.*)*", component: { template: "" } }] });

beforeAll(async () => {
  await loadTexts(["window"]);
  await setLanguage("zh");
});
afterEach(() => vi.unstubAllGlobals());

test("while words are looked for, nothing is said of how many there are: the list is still another's", async () => {
  const answers = [json(200, { items: [line("one"), line("two")], next_cursor: null }), json(200, { items: [line("two")], next_cursor: null })];
  const asked = office({ "GET /api/v1/matters": () => answers.shift()! });
  const desk = mount(MatterSearch, { global: { plugins: [router] } });
  await vi.waitFor(() => expect(desk.findAll("li")).toHaveLength(2));
  await desk.get("input").setValue("er");
  expect([asked.length, desk.get("[role=status]").text()]).toEqual([1, ""]);
  await vi.waitFor(() => expect(desk.findAll("li")).toHaveLength(1));
  expect(desk.get("[role=status]").text()).toBe("找到 1 个事项");
  desk.unmount();
});
