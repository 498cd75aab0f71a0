import { describe, expect, it } from "vitest";
import vectors from "../../../tests/vectors/typed_codes.json";
import { checkDigit, spaced, typedNumber, typedState } from "@/scan/typed";

describe("the typed number", () => {
  it("has the check digit of the vectors", () => {
    expect(vectors.right.length).toBeGreaterThan(3);
    for (const number of vectors.right) expect(typedNumber(number), number).toBe(number);
    for (const number of vectors.mistyped) expect(typedNumber(number), number).toBeNull();
  });

  it("catches every single wrong digit", () => {
    const number = `123456789${checkDigit("123456789")}`;
    for (let place = 0; place < 10; place += 1)
      for (const digit of "0123456789") {
        const other = number.slice(0, place) + digit + number.slice(place + 1);
        expect(typedState(other), other).toBe(other === number ? "right" : "mistyped");
      }
  });

  it("takes full-width digits, spaces and dashes", () => {
    const number = `123456789${checkDigit("123456789")}`;
    expect(typedNumber("１２３ 456-789" + number.slice(9))).toBe(number);
    expect(spaced(number)).toBe(`123 456 789${number.slice(9)}`);
  });

  it("says what is wrong with what is typed so far", () => {
    expect([typedState(" "), typedState("12a"), typedState("123"), typedState("12345678901")]).toEqual(["empty", "strange", "short", "long"]);
  });
});
