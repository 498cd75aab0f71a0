/** Kiosks, frozen roles, a partner's messages and its gates: what each page shows, asks first, and sends. */
import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createMemoryHistory, createRouter } from "vue-router";
import { accept, forget } from "@/api/tokens";
import { loadTexts, setLanguage } from "@/locales";
import FreezesPage from "@/pages/admin/freezes/FreezesPage.vue";
import KiosksPage from "@/pages/admin/kiosks/KiosksPage.vue";
import GatesPage from "@/pages/admin/partners/GatesPage.vue";
import MessagesPage from "@/pages/admin/partners/MessagesPage.vue";
import { session } from "@/state/session";
import { type Asked, json, office, refused } from "../api/office";

const AT = "2026-11-01T08:00:00Z";
const KIOSK = { kiosk_id: "k-1", name: { zh: "一号机", en: "One" }, hall: "大厅", registered_at: AT, set_up_at: AT, stopped_at: null, setup_until: null };
const FREEZE = { freeze_id: "f-1", organisation_id: "o-1", name: "某公司", credit_code: "91X", reason: "争议", frozen_by: "li", frozen_at: AT, lifted_by: null, lifted_at: null, lifts: false };
const HOOK = { url: "https://bank.example/", events: ["consent.given"], state: "active", failures: 0, failing_since: null, rest_until: null, paused_at: null, pause_reason: null, delivered_at: AT, set_at: AT, previous_secret_until: null, secret: null };
const SENT = { id: "m-1", event: "consent.given", told_at: AT, state: "failed", tries: 9, next_at: null, ended_at: AT, answers: [{ at: AT, status: 500, error: null }] };
const ONE = "/api/v1/partners/bank";
const SUMS = { verifier_id: "bank", gate: null, from: "2026-11-01", to: "2026-11-07", uploaded: 3, accepted: 2, refused: 1, double_uses: 1, not_valid: 0, stale: 0, clocks: 0 };
const DOUBLE = { finding: "double_use", at: AT, gate: "", once_id: "x", mode: "offline", first: { at: AT, kind: "window" }, state: null, since: null, seconds: null };

beforeAll(async () => {
  await loadTexts(["admin"]);
  await setLanguage("zh");
});
beforeEach(() => accept({ access_token: "t", token_type: "Bearer", expires_in: 600, role: "operator", csrf_token: "c" }));
afterEach(async () => {
  await forget();
  vi.unstubAllGlobals();
});

async function shown(page: object, props: Record<string, string> = {}): Promise<VueWrapper> {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: "/:rest(.*)*", component: { render: () => null } }] });
  await router.push("/admin");
  const made = mount(page, { props, global: { plugins: [router] } });
  await flushPromises();
  await vi.waitFor(() => expect(made.find(".skeleton, [aria-busy=true]").exists()).toBe(false));
  return made;
}

async function press(page: VueWrapper, words: string): Promise<void> {
  const found = page.findAll("button").filter((one) => one.text() === words).at(-1);
  if (!found) throw new Error(`no button ${words}: ${page.text()}`);
  await (found.attributes("type") === "submit" ? page.get("form").trigger("submit") : found.trigger("click"));
  await flushPromises();
}

const bodies = (asked: Asked[]): string[] => asked.filter((one) => one.method !== "GET").map((one) => `${one.method} ${one.path} ${one.body}`.trim());

test("a kiosk is registered and its code shown; a machine that runs is not put out without being asked", async () => {
  const made = () => json(201, { ...KIOSK, setup_until: AT, setup_code: "ABCD-1234" });
  const asked = office({ "GET /api/v1/kiosks": () => json(200, { items: [KIOSK] }), "POST /api/v1/kiosks": made, "POST /api/v1/kiosks/k-1/setup-codes": made });
  const page = await shown(KiosksPage);
  await press(page, "登记自助机");
  await press(page, "登记");
  expect(page.text()).toContain("请填写");
  for (const [place, said] of ["二号机", "Two", "东厅"].entries()) await page.findAll("form input")[place]?.setValue(said);
  await press(page, "登记");
  await vi.waitFor(() => expect(page.find("[data-setup-code]").text()).toBe("ABCD-1234"));
  expect(bodies(asked)).toEqual(['POST /api/v1/kiosks {"name":{"zh":"二号机","en":"Two"},"hall":"东厅"}']);
  await press(page, "生成新设置码");
  expect(page.text()).toContain("现在使用的机器将立即退出");
  expect(bodies(asked)).toHaveLength(1);
});

test("roles are frozen with a reason; whoever froze them cannot end it, a colleague can", async () => {
  let items = [FREEZE];
  const asked = office({
    "GET /api/v1/company-freezes": () => json(200, { items, next_cursor: null }),
    "POST /api/v1/company-freezes": () => json(201, FREEZE),
    "POST /api/v1/company-freezes/f-1/lifting": () => json(200, { ...FREEZE, lifted_at: AT }),
  });
  const page = await shown(FreezesPage);
  expect(page.text()).toContain("须由本部门另一名同事解除");
  await press(page, "冻结岗位");
  await page.get("form input").setValue(" 91x ");
  await press(page, "冻结岗位");
  expect(bodies(asked)).toEqual([]);
  await page.get("form textarea").setValue("争议");
  await page.get("form").trigger("submit");
  await vi.waitFor(() => expect(bodies(asked)).toEqual(['POST /api/v1/company-freezes {"credit_code":"91X","reason":"争议"}']));
  items = [{ ...FREEZE, lifts: true }];
  const colleague = await shown(FreezesPage);
  await press(colleague, "解除冻结");
  expect(bodies(asked)).toHaveLength(1);
  await press(colleague, "解除冻结");
  await vi.waitFor(() => expect(bodies(asked).at(-1)).toBe("POST /api/v1/company-freezes/f-1/lifting"));
});

test("an operator sends a message again and pauses; an auditor only sees; without an address there is a word for it", async () => {
  const answers = { [`GET ${ONE}/webhook`]: () => json(200, HOOK), [`GET ${ONE}/deliveries`]: () => json(200, { items: [SENT], next_cursor: null }), [`POST ${ONE}/deliveries/m-1/retry`]: () => json(200, SENT), [`PUT ${ONE}/webhook/pause`]: () => json(200, HOOK) };
  const asked = office(answers);
  session.role = "operator";
  const page = await shown(MessagesPage, { id: "bank" });
  expect(page.text()).toContain("500");
  await press(page, "重发");
  await press(page, "暂停推送");
  expect(bodies(asked)).toEqual([`POST ${ONE}/deliveries/m-1/retry`, `PUT ${ONE}/webhook/pause`]);
  session.role = "auditor";
  const seen = await shown(MessagesPage, { id: "bank" });
  expect(seen.findAll("button").map((one) => one.text())).not.toContain("重发");
  office({ ...answers, [`GET ${ONE}/webhook`]: () => refused(404, "webhook_not_set") });
  expect((await shown(MessagesPage, { id: "bank" })).text()).toContain("没有推送地址");
  session.role = null;
});

test("a gate's report says what to look into and is asked for at most 31 days", async () => {
  const asked = office({ [`GET ${ONE}/seen-codes/report`]: () => json(200, { ...SUMS, findings: [DOUBLE] }) });
  const page = await shown(GatesPage, { id: "bank" });
  expect(page.get("tbody").text()).toContain("已在办事窗口用过");
  await page.get("input[type=date]").setValue("2020-01-01");
  await page.get("form").trigger("submit");
  expect(page.text()).toContain("请选择 1 至 31 天");
  expect(asked.filter((one) => one.path.endsWith("/report"))).toHaveLength(1);
});
