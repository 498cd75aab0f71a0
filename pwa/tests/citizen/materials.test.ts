/** What the wallet spares of a matter, in the order of the rules of materials.ts. */
import { expect, test } from "vitest";
import { type Material, materialLines } from "@/pages/citizen/matters/materials";
import { makeCard } from "./cards";

const part = (kind: string) => ({ type: "resident-id", type_name: { zh: "居民身份证", en: "Resident ID card" }, views: [], fields: ["name"], conditions: [{ kind, arguments: {} }], note: null });

function material(code: string, changed: Partial<Material> = {}): Material {
  const name = { zh: code, en: code };
  return { code, name, form: "copy", required: true, source: { by: "authority", name }, applies_when: [], replaced_by: [], deferrable_days: null, committable: false, authorisation: false, ...changed };
}

function states(materials: Material[], answers = {}, cards = [makeCard("a")]): Record<string, string> {
  const matter = { applicant: "citizen", materials } as never;
  return Object.fromEntries(materialLines(matter, answers, cards, new Map()).map((line) => [line.material.code, line.state]));
}

const ONLY_BUYERS = material("deed", { applies_when: [{ question: "house", answers: ["bought"] }] });

test("a material of another situation is left out; an unanswered question asks for it", () => {
  expect(states([ONLY_BUYERS])).toEqual({ deed: "bring" });
  expect(states([ONLY_BUYERS], { house: "bought" })).toEqual({ deed: "bring" });
  expect(states([ONLY_BUYERS], { house: "rented" })).toEqual({});
});

test("a material that a card replaces is exempt, and without the card it is brought", () => {
  const own = material("id", { replaced_by: [[part("holder_is_applicant")]] });
  expect(states([own])).toEqual({ id: "exempt" });
  expect(states([own], {}, [])).toEqual({ id: "bring" });
});

test("what the other party must show is never promised from this wallet", () => {
  expect(states([material("theirs", { replaced_by: [[part("holder_is_counterparty")]] })])).toEqual({ theirs: "other" });
});

test("what may be left out is optional", () => {
  expect(states([material("photo", { required: false })])).toEqual({ photo: "optional" });
});

test("a way that needs a second certificate from somebody else does not exempt by the first alone", () => {
  const both = material("couple", { replaced_by: [[part("holder_is_applicant"), part("holder_is_spouse")]] });
  expect(states([both])).toEqual({ couple: "other" });
});
