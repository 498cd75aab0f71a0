/** What the pages of administration decide themselves: who goes where, which acts, which days, what words. */
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { loadTexts } from "@/locales";
import { ACTIONS, actionName, checkOf, pairsOf, PERSON } from "@/pages/admin/audit/entries";
import { conditionName, kindName, rulesOf } from "@/pages/admin/catalogue/rules";
import { actsIn, confirmation, confirms, FINAL_KINDS, markOf, stateKey, STATES } from "@/pages/admin/certificates/states";
import { actsOn, anyMoving, minutesLeft, percentOf } from "@/pages/admin/jobs/progress";
import { csvOf } from "@/pages/admin/numbers/csv";
import { choiceOf, daysIn, isRight, lastDays, periodFrom } from "@/pages/admin/numbers/period";
import { today } from "@/state/days";
import { homesOf, roleKey } from "@/pages/access";
import { ADMINISTRATORS, isAdministrator, places, placesOf } from "@/pages/admin/places";
import routes from "@/pages/admin/routes";
import zh from "@/locales/zh/admin";
import { settings } from "@/state/settings";

beforeAll(async () => {
  settings.language = "zh";
  await loadTexts(["admin"]);
});
afterEach(() => {
  vi.useRealTimers();
});

describe("places", () => {
  test("each administrator finds exactly the places that name the role", () => {
    const found = Object.fromEntries(ADMINISTRATORS.map((role) => [role, placesOf(role).map((place) => place.to)]));
    const [own, seen] = [["/admin/ratings", "/admin/catalogue"], "/admin/proposals"];
    expect(found).toEqual({
      department: ["/admin", "/admin/certificates", "/admin/family", "/admin/freezes", "/admin/batches", "/admin/imports", "/admin/keys", seen, ...own],
      operator: [
        ...["/admin", "/admin/batches", "/admin/imports", "/admin/keys", "/admin/partners", "/admin/regions", "/admin/seals", "/admin/kiosks", seen],
        ...["/admin/ratings", "/admin/follow-ups", "/admin/catalogue"],
      ],
      security: ["/admin", "/admin/keys", "/admin/partners", "/admin/regions", "/admin/seals", ...own],
      auditor: [
        ...["/admin", "/admin/keys", "/admin/partners", "/admin/regions", "/admin/seals", seen, "/admin/ratings"],
        ...["/admin/audit", "/admin/check", "/admin/catalogue"],
      ],
    });
  });

  test("nobody else is an administrator", () => {
    for (const role of [null, "citizen", "window", "partner", ""]) {
      expect(isAdministrator(role)).toBe(false);
      expect(placesOf(role)).toEqual([]);
    }
  });

  test("every place has a page, and the page asks for the same roles as the navigation", () => {
    const children = routes.flatMap((route) => ("children" in route ? route.children : []));
    for (const place of places) {
      const child = children.find((one) => `/admin${one.path && `/${one.path}`}` === place.to);
      expect(child?.meta && "roles" in child.meta ? child.meta.roles : null).toEqual(place.roles);
    }
  });
});

describe("an address that is for others", () => {
  test("offers every role its own pages, administrators what their navigation has", () => {
    expect(homesOf("auditor")).toEqual(placesOf("auditor"));
    expect(homesOf("window").map((home) => home.to)).toEqual(["/window", "/window/check"]);
    expect(homesOf("citizen").map((home) => home.to)).toEqual(["/", "/matters"]);
    expect([homesOf("partner"), homesOf(null)]).toEqual([[], []]);
  });

  test("names roles, and one it does not know without guessing", () => {
    expect([roleKey("auditor"), roleKey("toString"), roleKey(null)]).toEqual([
      "access.roles.auditor", "access.roles.somebody", "access.roles.somebody",
    ]);
  });
});

describe("acts", () => {
  test("a standing certificate may be suspended or ended, a suspended one resumed or ended, an ended one nothing", () => {
    expect(actsIn("valid")).toEqual(["suspend", "revoke"]);
    expect(actsIn("suspended")).toEqual(["resume", "revoke"]);
    for (const state of [...FINAL_KINDS, "superseded", "unheard of"]) expect(actsIn(state)).toEqual([]);
  });

  test("every state has a name, and one that is unknown has none", () => {
    for (const state of STATES) expect(stateKey(state)).toBe(`admin.certificates.states.${state}`);
    expect([stateKey("x"), markOf("x"), markOf("valid"), markOf("revoked")]).toEqual([null, "quiet", "ok", "bad"]);
  });

  test("an act is confirmed by the end of the number, however X and full-width digits were typed, and by nothing else", () => {
    expect(confirmation(" 99010219900101123X ")).toBe("123X");
    expect(confirms("123x", "99010219900101123X")).toBe(true);
    expect(confirms(" １２３Ｘ ", "99010219900101123X")).toBe(true);
    expect(confirms("亮字第7号", "湘亮字第7号")).toBe(false);
    expect(confirms("字第7号", "湘亮字第7号")).toBe(true);
    expect(confirms("1234", "99010219900101123X")).toBe(false);
    expect(confirms("", "")).toBe(false);
  });
});

describe("periods", () => {
  test("a day begins at midnight in China, whatever the zone of this computer", () => {
    vi.useFakeTimers({ now: Date.parse("2026-11-21T16:00:00Z") });
    expect(today()).toBe("2026-11-22");
    vi.setSystemTime(Date.parse("2026-11-21T15:59:59Z"));
    expect(today()).toBe("2026-11-21");
  });

  test("the last days include today", () => {
    expect(lastDays(7, "2026-03-03")).toEqual({ from: "2026-02-25", to: "2026-03-03" });
    expect(daysIn(lastDays(30, "2026-03-03"))).toBe(30);
  });

  test("an address names a period, and one that is not right is the usual", () => {
    const given = { from: "2026-01-01", to: "2026-01-31" };
    expect(periodFrom(given)).toEqual(given);
    const wrong = [{}, { from: "2026-02-01", to: "2026-01-01" }, { from: "2020-01-01", to: "2026-01-01" }, { from: "x", to: "y" }];
    for (const query of wrong) expect(daysIn(periodFrom(query))).toBe(30);
  });

  test("the office's bounds are the page's bounds", () => {
    expect(isRight({ from: "2026-01-01", to: "2026-01-01" })).toBe(true);
    expect(isRight({ from: "2026-01-02", to: "2026-01-01" })).toBe(false);
    expect(isRight({ from: "2025-01-01", to: "2026-01-01" })).toBe(true);
    expect(isRight({ from: "2025-01-01", to: "2026-01-02" })).toBe(false);
  });

  test("a choice is known by its length when it ends today", () => {
    expect([choiceOf(lastDays(7)), choiceOf(lastDays(8)), choiceOf(lastDays(30, "2026-01-01"))]).toEqual([7, 0, 0]);
  });
});

describe("figures and words", () => {
  test("the CSV has one line a day under its headings and opens as UTF-8", () => {
    const day = { date: "2026-11-22", issued: 1, cases: 2, accepted: 3, refused: 4, exempted: 5, minutes_saved: 50 };
    expect(csvOf([day])).toBe("\uFEFFdate,issued,cases,accepted,refused,exempted,minutes_saved\r\n2026-11-22,1,2,3,4,5,50\r\n");
  });

  test("a batch is as far as what became of its rows", () => {
    expect([percentOf({ rows: 0, left: 0 }), percentOf({ rows: 3, left: 1 }), percentOf({ rows: 1_000_000, left: 1 }), percentOf({ rows: 5, left: 0 })]).toEqual([0, 66, 99, 100]);
    expect([anyMoving(null), anyMoving([{ state: "done" }]), anyMoving([{ state: "done" }, { state: "running" }])]).toEqual([false, false, true]);
    expect([minutesLeft({ seconds_left: null }), minutesLeft({ seconds_left: 3 }), minutesLeft({ seconds_left: 61 })]).toEqual([null, 1, 2]);
  });

  test("a batch is approved by another person of the department, and ended by whoever sees it", () => {
    expect(actsOn({ state: "waiting", made_by_me: false }, "department")).toEqual(["approve", "cancel"]);
    expect(actsOn({ state: "waiting", made_by_me: true }, "department")).toEqual(["cancel"]);
    expect(actsOn({ state: "waiting", made_by_me: false }, "operator")).toEqual(["cancel"]);
    expect(actsOn({ state: "running", made_by_me: true }, "operator")).toEqual(["pause", "cancel"]);
    expect(actsOn({ state: "paused", made_by_me: true }, "department")).toEqual(["resume", "cancel"]);
    expect(actsOn({ state: "done", made_by_me: true }, "department")).toEqual([]);
  });

  test("an entry's action is told in words, and one without words as it is", () => {
    expect(actionName("certificate.issued")).toBe("签发证照");
    expect(actionName("something.new")).toBe("something.new");
  });

  test("every action that can be chosen has words, and every action with words can be chosen", () => {
    expect(ACTIONS.map((action) => action.replaceAll(".", "_")).sort()).toEqual(Object.keys(zh.audit.actions).sort());
  });

  test("a detail is told as pairs, and one that is no object whole", () => {
    expect(pairsOf('{"type":"resident-id","rows":{"added":1}}')).toEqual([["type", "resident-id"], ["rows", '{"added":1}']]);
    expect(pairsOf("[1]")).toEqual([["", "[1]"]]);
    expect(pairsOf("not json")).toEqual([["", "not json"]]);
  });

  test("an earlier check is known by its own entry", () => {
    expect(checkOf({ action: "audit.checked", detail: '{"breaks":1,"entries":1494}' })).toEqual({ entries: 1494, breaks: 1 });
    expect(checkOf({ action: "sign_in", detail: "{}" })).toBeNull();
    expect(PERSON.test("01890000-0000-7000-8000-000000000000")).toBe(true);
    expect(PERSON.test("01890000")).toBe(false);
  });

  test("a field's rules and a condition are told in words, unknown ones by their own name", () => {
    expect(rulesOf({ required: true, disclosable: true, masked: true, derived: false })).toEqual(["required", "hidden", "masked"]);
    expect(rulesOf({ required: false, disclosable: false, masked: false, derived: true })).toEqual(["derived", "always"]);
    expect([kindName("date"), kindName("odd")]).toEqual(["日期", "odd"]);
    const label = (name: string): string => (name === "kind" ? "类型" : name);
    expect(conditionName("field_equals", { field: "kind", value: "无房证明" }, label)).toBe("类型 是 无房证明");
    expect(conditionName("field_in", { field: "kind", values: ["甲", "乙"] }, label)).toBe("类型 是 甲, 乙 之一");
    expect(conditionName("odd", {}, label)).toBe("odd");
  });
});
