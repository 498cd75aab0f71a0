/** What several offices do together: the lead first, done when the last office is, stopped when the applicant stopped it. */
import { expect, it } from "vitest";
import { countsOf, dayOf, isJoint, leadFirst, progressOf, type CasePart } from "@/components/cases/parts";
import { officesOf, type MyCase as Application } from "@/pages/citizen/apply/plan";
import { standingMark, standingWord, toldOf, type MyCase } from "@/pages/citizen/cases/words";

const CLOSED = new Set(["approved", "rejected", "withdrawn", "ended"]);

function part(code: string, state: CasePart["state"], lead = false): CasePart {
  const closed = state !== null && CLOSED.has(state) ? "2026-11-23T01:00:00Z" : null;
  const words = { zh: code, en: code };
  return { case_no: state && "20261122-0000000001", office: { code, ...words }, does: words, lead, state, due: null, mark: "none", closed_at: closed, reason: null };
}

it("is told as before the acceptance, under way, done, done with a refusal, or stopped", () => {
  const told = (...states: CasePart["state"][]): string => progressOf(states.map((state, place) => part(`O${place}`, state, place === 0)));
  expect(told("draft", null, null)).toBe("before");
  expect(told("accepted", "deciding", "approved")).toBe("going");
  expect(told("approved", "accepted")).toBe("going");
  expect(told("approved", "approved")).toBe("granted");
  expect(told("approved", "rejected")).toBe("refused");
  expect(told("withdrawn", "approved", "withdrawn")).toBe("stopped");
  expect(told("ended", null)).toBe("stopped");
  expect(countsOf([part("A", "approved", true), part("B", "rejected"), part("C", null)])).toEqual({ total: 3, done: 2, refused: 1, open: 1 });
});

it("names the lead first and the others in the matter's order", () => {
  expect(leadFirst([part("FW", null), part("WJ", "draft", true), part("GA", null)]).map((one) => one.office.code)).toEqual(["WJ", "FW", "GA"]);
  expect(isJoint([part("SC", "draft", true)])).toBe(false);
});

it("says since when or by when, and nothing of what was stopped", () => {
  const due = { promised: "2026-11-27", statutory: "2026-12-11", assumed: false };
  expect(dayOf({ ...part("GA", "accepted"), due })).toEqual({ word: "promised", day: "2026-11-27" });
  expect(dayOf({ ...part("GA", "approved"), due })).toEqual({ word: "closed", day: "2026-11-23T01:00:00Z" });
  expect(dayOf({ ...part("GA", "withdrawn"), due })).toBeNull();
});

it("does not tell the applicant that all is done while an office still works on it", () => {
  const found = (parts: CasePart[]): MyCase => ({ state: "approved", closed_at: "2026-11-23T01:00:00Z", submitted: false, parts }) as unknown as MyCase;
  const going = found([part("SC", "approved", true), part("CG", "accepted")]);
  expect([standingMark(going), standingWord(going), toldOf(going)]).toEqual(["ok", "mine.cases.states.going", "mine.case.told.going"]);
  const refused = found([part("SC", "approved", true), part("CG", "rejected")]);
  expect([standingMark(refused), toldOf(refused)]).toEqual(["warn", "mine.case.told.refused"]);
  const alone = found([part("SC", "approved", true)]);
  expect([standingWord(alone), toldOf(alone)]).toEqual(["mine.cases.states.approved", "mine.case.told.approved"]);
});

it("names every office to which an application goes", () => {
  const application = (parts: CasePart[]): Application => ({ office: { zh: "SC", en: "SC" }, parts }) as unknown as Application;
  expect(officesOf(application([])).map((one) => one.zh)).toEqual(["SC"]);
  expect(officesOf(application([part("CG", null), part("SC", "draft", true)])).map((one) => one.zh)).toEqual(["SC", "CG"]);
});
