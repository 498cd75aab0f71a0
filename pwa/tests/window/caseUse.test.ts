/** A case at a window, and one that the applicant's code brings there. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { accept, forget } from "@/api/tokens";
import { CaseUse } from "@/pages/window/caseUse";
import { type Asked, json, office, refused } from "../api/office";

const NUMBER = "20260307-4830275911";
const READ = `GET /api/v1/cases/${NUMBER}`;
const SCAN = `POST /api/v1/cases/${NUMBER}/scans`;
const MATTER = "GET /api/v1/matters/m";
const whole = { case_no: NUMBER, revision: 3, matter: { code: "m" }, acts: [] };
const nobodys = () => refused(404, "case_not_found");
const matter = () => json(200, { materials: [] });

beforeEach(() => accept({ access_token: "t", token_type: "Bearer", expires_in: 600, role: "window", csrf_token: "c" }));
afterEach(async () => {
  await forget();
  vi.unstubAllGlobals();
});

describe("a case that is not this window's", () => {
  it("is brought by an accepted code, and is an ordinary case from then on", async () => {
    const asked = office({ [READ]: nobodys, [SCAN]: () => json(200, { verdict: { accepted: true }, case: whole }), [MATTER]: matter });
    const use = new CaseUse(NUMBER);
    await use.read();
    expect([use.absent.value, use.brought.value]).toEqual([true, false]);
    await use.scan("LM1:A", "key-1", "applicant");
    expect([use.absent.value, use.brought.value, use.problem.value]).toEqual([false, true, null]);
    expect(use.found.value?.case_no).toBe(NUMBER);
    await vi.waitFor(() => expect(asked.map((one) => one.path)).toContain("/api/v1/matters/m"));
  });

  it("stays where it is when the code does not bring it, and another code may", async () => {
    let answer = nobodys;
    office({ [READ]: nobodys, [SCAN]: () => answer(), [MATTER]: matter });
    const use = new CaseUse(NUMBER);
    await use.read();
    await expect(use.scan("LM1:B", "key-1", "applicant")).rejects.toMatchObject({ code: "case_not_found" });
    expect([use.absent.value, use.brought.value, use.found.value]).toEqual([true, false, null]);
    answer = () => json(200, { verdict: { accepted: true }, case: whole });
    await use.scan("LM1:A", "key-2", "applicant");
    expect(use.brought.value).toBe(true);
  });

  it("is not looked for under what is no case number", async () => {
    office({ "GET /api/v1/cases/nonsense": nobodys });
    const use = new CaseUse("nonsense");
    await use.read();
    expect([use.absent.value, use.problem.value?.code]).toEqual([false, "case_not_found"]);
  });
});

describe("a case of this window", () => {
  it("is there at once, and a scan does not say that it was brought", async () => {
    office({ [READ]: () => json(200, whole), [SCAN]: () => json(200, { verdict: { accepted: true }, case: whole }), [MATTER]: matter });
    const use = new CaseUse(NUMBER);
    await use.read();
    await use.scan("LM1:A", "key-1", "applicant");
    expect([use.absent.value, use.brought.value]).toEqual([false, false]);
  });
});

describe("a case in which somebody acts for the applicant", () => {
  const ANSWERS = `PUT /api/v1/cases/${NUMBER}/answers`;
  const APPLICANT = `PUT /api/v1/cases/${NUMBER}/applicant`;
  const bodies = (asked: readonly Asked[], method: string): unknown[] => asked.filter((one) => one.method === method).map((one) => JSON.parse(one.body) as unknown);

  it("gets each code with the word of whose it is", async () => {
    const asked = office({ [READ]: () => json(200, whole), [SCAN]: () => json(200, { verdict: { accepted: true }, case: whole }), [MATTER]: matter });
    const use = new CaseUse(NUMBER);
    await use.read();
    await use.scan("LM1:A", "key-1", "agent");
    await use.scan("LM1:B", "key-2", "applicant");
    expect(bodies(asked, "POST").map((one) => (one as { role: string }).role)).toEqual(["agent", "applicant"]);
  });

  it("has its answer corrected, and the applicant named from the letter, on the revision that stands on the page", async () => {
    const asked = office({ [READ]: () => json(200, whole), [ANSWERS]: () => json(200, { ...whole, revision: 4 }), [APPLICANT]: () => json(200, { ...whole, revision: 5 }), [MATTER]: matter });
    const use = new CaseUse(NUMBER);
    await use.read();
    await use.answer({ channel: "agent" });
    expect(await use.nameApplicant("张三", "990103194509160069")).toBeNull();
    expect(bodies(asked, "PUT")).toEqual([
      { revision: 3, answers: { channel: "agent" } },
      { revision: 4, name: "张三", citizen_number: "990103194509160069" },
    ]);
    expect(use.found.value?.revision).toBe(5);
  });

  it("tells why a name was refused where it was typed, and leaves the page as it is", async () => {
    office({ [READ]: () => json(200, whole), [APPLICANT]: () => refused(404, "applicant_not_found"), [MATTER]: matter });
    const use = new CaseUse(NUMBER);
    await use.read();
    expect(await use.nameApplicant("张三", "990103194509160069")).toMatchObject({ code: "applicant_not_found" });
    expect([use.refused.value, use.found.value?.revision, use.telling.value]).toEqual([null, 3, false]);
  });
});
