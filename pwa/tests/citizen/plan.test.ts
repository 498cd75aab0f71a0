/** What an application would come to with the certificates that are ticked. */
import { expect, it } from "vitest";
import { telephoneOf } from "@/components/typedDigits";
import { chosen, fateOf, fieldsOf, lacking, mayFollow, type MyCase, type MyMaterial, suggested, typedOf, wrongWith } from "@/pages/citizen/apply/plan";
import vectors from "../../../tests/vectors/telephones.json";

const named = { zh: "名", en: "name" };

function material(code: string, more: Partial<MyMaterial> = {}): MyMaterial {
  return { code, name: named, form: "copy", state: "missing", due: null, why: named, covered_by: [], by_form: false, may_follow: false, ...more };
}

function certificate(id: string, stands: string[], fills: Record<string, string>, suggests = true): MyCase["certificates"][number] {
  const type = { id, name: named };
  return { certificate_id: id, type, fields: [], stands_for: stands, fills: Object.entries(fills).map(([name, value]) => ({ name, value })), suggested: suggests, shown: false };
}

const field = (name: string, more: Partial<MyCase["form"][number]> = {}): MyCase["form"][number] => ({ name, label: named, required: true, value: null, typed: false, type: null, kind: "text", ...more });

const found = {
  materials: [
    material("card", { covered_by: ["a"] }), material("pair", { covered_by: ["a", "b"] }), material("form", { by_form: true }),
    material("record", { may_follow: true }), material("other", { state: "not_applicable" }), material("paper", { state: "provided" }),
  ],
  certificates: [certificate("a", ["card", "pair"], { name: "张三" }), certificate("b", ["pair"], {}), certificate("c", ["card"], { name: "李四" }, false)],
  form: [field("name"), field("phone"), field("place", { required: false }), field("kept", { value: "1" })],
} as unknown as MyCase;

it("covers a material when all that the office named for it is ticked, or another that does alone", () => {
  const fate = (ticked: string[]): string[] => found.materials.map((one) => fateOf(one, chosen(found, ticked)));
  expect(suggested(found)).toEqual(["a", "b"]);
  expect(fate(["a", "b"])).toEqual(["covered", "covered", "signed", "missing", "not_applicable", "done"]);
  expect(fate(["a"])).toEqual(["covered", "missing", "signed", "missing", "not_applicable", "done"]);
  expect(fate(["c"])[0]).toBe("covered");
  expect(fate([])[0]).toBe("missing");
});

it("lets what is missing follow only where all of it may", () => {
  expect(mayFollow(lacking(found, chosen(found, ["a", "b"])))).toBe(true);
  expect(mayFollow(lacking(found, chosen(found, ["a"])))).toBe(false);
  expect(mayFollow([])).toBe(false);
});

it("asks to type only what no ticked certificate says, and sends it without blanks", () => {
  const fields = fieldsOf(found, chosen(found, ["a", "c"]));
  expect(fields.map((one) => one.said)).toEqual(["张三", null, null, "1"]);
  expect(typedOf(fields, { name: "别人", phone: " 138 ", place: "  " })).toEqual({ phone: "138" });
  expect(fieldsOf(found, [])[0]?.said).toBeNull();
});

it("keeps and signs a telephone number in the spelling that the office keeps, and finds out what is none", () => {
  const telephone = field("phone", { kind: "telephone" });
  for (const [typed, kept] of vectors.kept) expect([typed, telephoneOf(typed as string)]).toEqual([typed, kept]);
  expect(vectors.refused.filter((typed) => telephoneOf(typed) !== null)).toEqual([]);
  expect(typedOf([{ field: telephone, said: null }], { phone: " ＋86 138-0013-8000" })).toEqual({ phone: "13800138000" });
  expect(["", "  ", "1380013", "13800138000"].map((typed) => wrongWith(telephone, typed))).toEqual(["empty", "empty", "telephone", ""]);
  expect(wrongWith(field("place"), "1380013")).toBe("");
});

it("keeps citizen numbers and credit codes in one spelling, and finds out what is none", () => {
  const number = field("number", { kind: "citizen_number" });
  const code = field("code", { kind: "credit_code" });
  const fields = [number, code].map((one) => ({ field: one, said: null }));
  expect(typedOf(fields, { number: " 99010219931126001x ", code: "91990103 ma0000031y" })).toEqual({ number: "99010219931126001X", code: "91990103MA0000031Y" });
  expect(["", "990102199311260011", "护照 E1234"].map((typed) => wrongWith(number, typed))).toEqual(["empty", "citizen_number", "citizen_number"]);
  expect(["91990103MA0000031Y", "91990103MA0000013Y", "91990103MA0000031O"].map((typed) => wrongWith(code, typed))).toEqual(["", "credit_code", "credit_code"]);
});
