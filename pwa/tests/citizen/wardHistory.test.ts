/** A guardian's page of who looked at a child's certificates: the child's reads, receipts and data, and nobody else's. */
import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { createMemoryHistory, createRouter, type Router } from "vue-router";
import { loadTexts, setLanguage } from "@/locales";
import WardHistoryPage from "@/pages/citizen/wards/WardHistoryPage.vue";
import { wallet, type WalletCard } from "@/state/wallet";
import { office, problem } from "./office";

const saved: string[] = [];
vi.mock("@/components/saveFile", () => ({ saveFile: (_content: Blob, name: string) => void saved.push(name) }));

const HISTORY = "GET /api/v1/me/wards/w1/history";
const WARDS = { "GET /api/v1/me/wards": () => [200, { items: [{ guardianship_id: "w1", name: "小满" }] }] as [number, unknown] };
const READ = {
  id: "v1", at: "2026-11-22T02:00:00Z", verifier: { verifier_id: "hall-1", kind: "window", name_zh: "一号窗口", name_en: "Window 1", hall: "一号大厅" },
  purpose: "check", purpose_text: null, matter_code: null, case_no: null, outcome: "accepted", offline: false, reason: null, text: null, next_step: null,
  shown: [{
    certificate_id: "c1", type: { id: "household-register", name: { zh: "居民户口簿", en: "Household register" } }, region: null,
    fields: [{ name: "relation", label: { zh: "与户主关系", en: "Relation" } }], on_behalf: { kind: "guardian", name: "李妈妈", holder_name: "小满" },
  }],
};

beforeAll(async () => {
  await loadTexts(["family", "history"]);
  await setLanguage("zh");
});
afterEach(() => {
  wallet.cards = [];
  saved.length = 0;
  vi.unstubAllGlobals();
});

async function open(answers: Parameters<typeof office>[0], query = ""): Promise<{ page: VueWrapper; router: Router; asked: string[] }> {
  const asked = office({ ...WARDS, ...answers });
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: "/:any(.*)*", component: {} }] });
  await router.push(`/wards/w1/history${query}`);
  const page = mount(WardHistoryPage, { props: { id: "w1" }, global: { plugins: [router] } });
  await flushPromises();
  return { page, router, asked: asked.map((one) => one.call) };
}

test("the child's reads stand there by name, with the card that the guardian shows, and the receipt is the ward's", async () => {
  wallet.cards = [{ certificate_id: "c1", on_behalf: { showing_id: "s1", source_id: "w1" } } as WalletCard];
  const { page, asked } = await open({ [HISTORY]: () => [200, { items: [READ], next_cursor: null }], "GET /api/v1/me/wards/w1/receipts/v1": () => problem(404, "not_found") });
  expect(page.get("h1").text()).toBe("小满的使用记录");
  expect(page.text()).toContain("一号窗口");
  expect(page.text()).toContain("与户主关系");
  expect(page.get("[data-behalf]").text()).toContain("李妈妈 代 小满");
  expect(page.get('a[href^="/certificates/"]').attributes("href")).toBe("/certificates/s1");
  expect(asked.toSorted()).toEqual(["GET /api/v1/me/wards", HISTORY]);
  await page.get("details button").trigger("click");
  await flushPromises(); // the call was prepared for, and the holder's own was not
});

test("what it was for is told in the third party's words, else in ours, and by its code only where nobody ever said it", async () => {
  const bank = { ...READ.verifier, kind: "partner", hall: null };
  const said = { zh: "查验是否成年", en: "Checking that somebody is of age" };
  const reads = [
    { purpose: "age-1", purpose_text: said }, { purpose: "boarding", purpose_text: said }, { purpose: "boarding" }, { purpose: "unregistered" },
    { purpose: "age-1" }, { purpose: "duty:tax" },
  ].map((one, place) => ({ ...READ, verifier: bank, id: `v${place}`, ...one }));
  const { page } = await open({ [HISTORY]: () => [200, { items: reads, next_cursor: null }] });
  const told = page.findAll("summary .who > span:first-of-type").map((one) => one.text());
  expect(told).toEqual(["查验是否成年", "查验是否成年", "登机安检", "没有登记过的用途", "对方登记的用途（age-1）", "依职权核查（不经您的手机）"]);
});

test("a card that another shows has no page here", async () => {
  wallet.cards = [{ certificate_id: "c1", on_behalf: { showing_id: "s1", source_id: "another" } } as WalletCard];
  const { page } = await open({ [HISTORY]: () => [200, { items: [READ], next_cursor: null }] });
  expect(page.find('a[href^="/certificates/"]').exists()).toBe(false);
});

test("nobody looked yet, and the child's data are downloaded under a name of their own", async () => {
  const { page } = await open({ [HISTORY]: () => [200, { items: [], next_cursor: null }], "POST /api/v1/me/wards/w1/data": () => [200, {}] });
  expect(page.text()).toContain("还没有人看过");
  await page.findAll("button").at(-1)!.trigger("click");
  await flushPromises();
  expect(saved).toEqual([expect.stringMatching(/^liangma-ward-\d{4}-\d\d-\d\d\.json$/)]);
});

test("from fourteen on the page says why not, and offers nothing to take", async () => {
  const { page } = await open({ [HISTORY]: () => problem(403, "ward_decides") });
  expect(page.text()).toContain("ward_decides");
  expect(page.text()).not.toContain("个人信息副本");
});

test("the filter of the address is what the office is asked", async () => {
  let query = "";
  vi.stubGlobal("fetch", (request: Request) => {
    if (request.url.includes("/history")) query = new URL(request.url).search;
    return Promise.resolve(new Response(JSON.stringify({ items: [], next_cursor: null }), { headers: { "Content-Type": "application/json" } }));
  });
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: "/:any(.*)*", component: {} }] });
  await router.push("/wards/w1/history?outcome=rejected");
  const page = mount(WardHistoryPage, { props: { id: "w1" }, global: { plugins: [router] } });
  await flushPromises();
  expect(new URLSearchParams(query).get("outcome")).toBe("rejected");
  expect(page.text()).toContain("没有符合条件的记录");
});
