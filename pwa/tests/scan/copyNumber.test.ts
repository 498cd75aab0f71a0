/** Sealed copies: their number as it is typed, and the address of their QR code. */
import { describe, expect, it } from "vitest";
import { copyNumber, copyNumberState } from "@/scan/copyNumber";
import { readingOf } from "@/scan/kinds";
import { checkDigit } from "@/scan/typed";

const BODY = "123456789012345";
const NUMBER = `${BODY}${checkDigit(BODY)}`;
const HERE = "https://liangma.example";

describe("the number of a sealed copy", () => {
  it("is read through spaces, dashes and full-width digits", () => {
    expect(copyNumber(`１２３４ 5678-9012 345${NUMBER.at(-1)}`)).toBe(NUMBER);
  });

  it("with any single digit changed is none, and the field says what is wrong", () => {
    for (let place = 0; place < 16; place += 1) {
      const other = `${NUMBER.slice(0, place)}${(Number(NUMBER[place]) + 1) % 10}${NUMBER.slice(place + 1)}`;
      expect(copyNumberState(other), other).toBe("mistyped");
    }
    expect(["", "12a", "123", `${NUMBER}1`, NUMBER].map(copyNumberState)).toEqual(["empty", "strange", "short", "long", "right"]);
  });
});

it("the QR code of a sealed copy is an address of this site with its token", () => {
  const token = "AbCdEfGhIjKlMnOpQrStU_";
  expect(readingOf(`${HERE}/check/${token}`, HERE)).toMatchObject({ kind: "copy", token });
  expect(readingOf(`https://other.example/check/${token}`, HERE).kind).toBe("other");
  expect(readingOf(`${HERE}/check/${token}x`, HERE).kind).toBe("other");
});
