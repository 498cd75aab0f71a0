/** What a matter ticks, and words for numbers, ages and clocks. */
import { describe, expect, it } from "vitest";
import { challengeFrom } from "@/certs/challenge";
import { type Matter, chooseForMatter } from "@/pages/citizen/pack/matterChoice";
import { minutesAndSeconds } from "@/locales/amounts";
import { spelled } from "@/pages/citizen/show/useTypedCode";
import { TYPES, cardOf } from "./world";

type Material = Matter["materials"][number];
type Part = Material["replaced_by"][number][number];

const OWN = { kind: "holder_is_applicant", arguments: {} };
const part = (type: string, fields: string[], conditions: Part["conditions"] = [OWN]): Part => {
  return { type, type_name: { zh: type, en: type }, views: [], fields, conditions, note: null };
};
const material = (code: string, ...replaced_by: Part[][]): Material => {
  return { code, name: { zh: code, en: code }, required: true, replaced_by } as unknown as Material;
};
const matter = (...materials: Material[]): Matter => ({ applicant: "citizen", materials }) as unknown as Matter;
const chosen = (asked: Matter, ...types: string[]) => {
  const { choices, others } = chooseForMatter(asked, types.map((type) => cardOf(type)), TYPES);
  return { ticked: choices.map((one) => [one.card.type.id, one.view]), paper: others.map((one) => one.code) };
};

describe("a matter ticks", () => {
  it("the certificate of the first way that the wallet can meet in full", () => {
    const asked = matter(material("address", [part("household-register", ["address"])], [part("resident-id", ["address"])]));
    expect(chosen(asked, "resident-id")).toEqual({ ticked: [["resident-id", 9]], paper: [] });
    expect(chosen(asked, "resident-id", "household-register")).toEqual({ ticked: [["household-register", 9]], paper: [] });
  });

  it("the smallest view that holds every field", () => {
    expect(chosen(matter(material("id", [part("resident-id", ["name", "citizen_number"])])), "resident-id").ticked).toEqual([
      ["resident-id", 3],
    ]);
  });

  it("one certificate once, with a view for all the materials it stands for", () => {
    const asked = matter(
      material("id", [part("resident-id", ["name", "citizen_number"])]),
      material("face", [part("resident-id", ["portrait_digest"])]),
    );
    expect(chosen(asked, "resident-id")).toEqual({ ticked: [["resident-id", 9]], paper: [] });
  });

  it("nothing for what another person must show", () => {
    const spouse = { kind: "holder_is_spouse", arguments: {} };
    const asked = matter(material("spouse", [part("resident-id", ["name"], [spouse])]));
    expect(chosen(asked, "resident-id")).toEqual({ ticked: [], paper: ["spouse"] });
  });

  it("the holder's part of a way that also needs another person, and still asks for the rest", () => {
    const spouse = { kind: "holder_is_spouse", arguments: {} };
    const asked = matter(material("couple", [part("marriage", ["number"]), part("resident-id", ["name"], [spouse])]));
    expect(chosen(asked, "resident-id", "marriage")).toEqual({ ticked: [["marriage", 2]], paper: ["couple"] });
  });

  it("a view with the fields that conditions read", () => {
    const names = { kind: "names_applicant", arguments: { fields: ["husband_code", "wife_code"] } };
    const asked = matter(material("marriage", [part("marriage", ["number"], [names])]));
    expect(chosen(asked, "marriage").ticked).toEqual([["marriage", 9]]);
  });

  it("of two certificates of a type the one that says what is asked for", () => {
    const insured = { kind: "field_equals", arguments: { field: "proof_kind", value: "社会保险参保证明" } };
    const proof = (id: string, kind: string) => cardOf("general-proof", { certificate_id: id, fields: [{ name: "proof_kind", label: { zh: "", en: "" }, kind: "text", value: kind }] });
    const asked = matter(material("record", [part("general-proof", ["name"], [OWN, insured])]));
    const picked = (...kinds: string[]) => chooseForMatter(asked, kinds.map((kind) => proof(kind, kind)), TYPES).choices.map((one) => one.card.certificate_id);
    expect(picked("收入证明", "社会保险参保证明")).toEqual(["社会保险参保证明"]);
    expect(picked("收入证明")).toEqual([]);
  });

  it("nothing where only paper serves", () => {
    expect(chosen(matter(material("photo")), "resident-id")).toEqual({ ticked: [], paper: ["photo"] });
  });
});

describe("words", () => {
  it("spell a number digit by digit in groups", () => {
    expect(spelled("1234567890")).toBe("1 2 3, 4 5 6, 7 8 9 0");
  });

  it("count down minutes and seconds", () => {
    expect([minutesAndSeconds(180), minutesAndSeconds(61.2), minutesAndSeconds(-4)]).toEqual(["3:00", "1:02", "0:00"]);
  });

  it("read a challenge and nothing else", () => {
    expect(challengeFrom("LM1C:hall-01:00112233445566ff")?.verifierId).toBe("hall-01");
    expect(challengeFrom("LM1:ABC")).toBeNull();
  });
});
