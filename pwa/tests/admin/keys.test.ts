/** The forms of the security role: what is asked about a key or right, and the second person's yes or no. */
import { mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { loadTexts, setLanguage } from "@/locales";
import AskForm from "@/pages/admin/trust/AskForm.vue";
import DecisionCard from "@/pages/admin/trust/DecisionCard.vue";
import { type Asked, json, office, refused } from "../api/office";

const DECISIONS = "/api/v1/key-decisions";
const key = (thumbprint: string, state: string) => ({ thumbprint, state, kid: "0001", active_from: "2026-01-01T00:00:00Z", retired_at: null, compromised_since: null, suspended_at: null, in_device: false, signs: true });
const ISSUER = { code: "GA", name: { zh: "公安局", en: "Police" }, platform: false, authority_code: "x", types: [1], keys: [key("A".repeat(43), "active"), key("B".repeat(43), "pending")] };
const decision = { decision_id: "d-1", act: "rotate", issuer_code: "GA", thumbprint: null, overlap_days: 15, in_device: false, since: null, types: [], reason: "例行", state: "asked", asked_by: "li", asked_at: "2026-11-01T00:00:00Z", decide_by: "2026-11-02T00:00:00Z", decided_by: null, decided_at: null, why_refused: null, decides: true, takes_back: false };

beforeAll(async () => {
  await loadTexts(["admin"]);
  await setLanguage("zh");
});
afterEach(() => vi.unstubAllGlobals());

function form(): VueWrapper {
  return mount(AskForm, { props: { issuers: [ISSUER] as never, device: false } });
}

async function asks(page: VueWrapper, act: string, reason = ""): Promise<void> {
  await page.get("select").setValue(act);
  if (reason) await page.findAll("input").at(-1)?.setValue(reason);
}

async function sent(page: VueWrapper, asked: Asked[]): Promise<Record<string, unknown>> {
  await page.get("form").trigger("submit");
  await vi.waitFor(() => expect(page.emitted("done")).toBeTruthy());
  return JSON.parse(asked[0]?.body ?? "{}") as Record<string, unknown>;
}

test("a key is announced for its issuer and needs no reason", async () => {
  const asked = office({ "POST /api/v1/issuers/GA/keys": () => json(201, { thumbprint: "C" }) });
  expect(await sent(form(), asked)).toEqual({ in_device: false });
});

test("a compromise says since when, in this machine's time; left empty it is now", async () => {
  const asked = office({ [`POST ${DECISIONS}`]: () => json(201, decision) });
  const page = form();
  await asks(page, "compromise", "泄露");
  await page.get("input[type=datetime-local]").setValue("2026-01-02T03:04");
  expect(await sent(page, asked)).toMatchObject({ act: "compromise", thumbprint: "A".repeat(43), since: new Date("2026-01-02T03:04").toISOString(), reason: "泄露" });
  const now = office({ [`POST ${DECISIONS}`]: () => json(201, decision) });
  const empty = form();
  await asks(empty, "compromise", "泄露");
  expect(await sent(empty, now)).toMatchObject({ since: null });
});

test("a compromise in the future, an act without a reason and types that are no numbers are not sent", async () => {
  const asked = office({});
  const page = form();
  await asks(page, "compromise", "泄露");
  await page.get("input[type=datetime-local]").setValue("2999-01-01T00:00");
  await page.get("form").trigger("submit");
  expect(page.text()).toContain("时间不能晚于现在");
  await asks(page, "allow");
  await page.findAll("input")[0]?.setValue("一,二");
  await page.get("form").trigger("submit");
  expect(page.text()).toContain("请填写类型编号");
  await page.findAll("input").at(-1)?.setValue("");
  expect(page.text()).toContain("请写明理由");
  expect(asked).toEqual([]);
});

test("only a pending key can be activated, and an issuer without one is told so", async () => {
  const page = form();
  await asks(page, "activate");
  expect(page.findAll("select")[2]?.findAll("option")).toHaveLength(1);
  await page.setProps({ issuers: [{ ...ISSUER, keys: [] }] as never });
  expect(page.text()).toContain("该机关没有可供此事项的密钥");
});

test("a refusal of the office stays on the form with its next step", async () => {
  office({ [`POST ${DECISIONS}`]: () => refused(409, "decision_waits") });
  const page = form();
  await asks(page, "rotate", "例行");
  await page.get("form").trigger("submit");
  await vi.waitFor(() => expect(page.text()).toContain("decision_waits（中文）"));
  expect(page.emitted("done")).toBeUndefined();
});

test("the second person refuses with a reason, and whoever asked is told that another decides", async () => {
  const asked = office({ [`POST ${DECISIONS}/d-1/refusal`]: () => json(200, decision) });
  const card = mount(DecisionCard, { props: { decision: decision as never } });
  await card.findAll("button").find((one) => one.text() === "驳回")?.trigger("click");
  await card.get("form").trigger("submit");
  expect(asked).toEqual([]);
  await card.get("input").setValue("不必");
  await card.get("form").trigger("submit");
  await vi.waitFor(() => expect(card.emitted("changed")).toBeTruthy());
  expect(JSON.parse(asked[0]?.body ?? "")).toEqual({ reason: "不必" });
  const mine = mount(DecisionCard, { props: { decision: { ...decision, decides: false } as never } });
  expect([mine.findAll("button").length, mine.text().includes("须由另一名安全管理员决定")]).toEqual([0, true]);
});
