import { describe, expect, it } from "vitest";
import { Framer, type KeyStroke } from "@/scan/frame";

const SHIFTED: Record<string, string> = { ":": "Semicolon", "+": "Equal", $: "Digit4", "%": "Digit5", "*": "Digit8" };
const PLAIN: Record<string, string> = { " ": "Space", "-": "Minus", ".": "Period", "/": "Slash", "\n": "Enter", "\t": "Tab" };

/** The strokes by which a gun with a US keyboard types a text. */
function strokes(text: string): KeyStroke[] {
  return [...text].map((one) => {
    if (/[0-9]/.test(one)) return { code: `Digit${one}`, shiftKey: false };
    if (/[a-z]/i.test(one)) return { code: `Key${one.toUpperCase()}`, shiftKey: one !== one.toLowerCase() };
    const shifted = SHIFTED[one];
    return { code: shifted ?? PLAIN[one] ?? "", shiftKey: shifted !== undefined };
  });
}

function type(framer: Framer, text: string, editing = false): string[] {
  return strokes(text).flatMap((stroke) => framer.press(stroke, editing).text ?? []);
}

describe("frames of a scanner gun", () => {
  const code = "LM1:0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

  it("begin with the prefix and end with Enter or Tab, every character of base45 as it was", () => {
    expect(type(new Framer(), `${code}\n`)).toEqual([code]);
    expect(type(new Framer(), `LM1P:AB\t`)).toEqual(["LM1P:AB"]);
    expect(type(new Framer(), `LMP:9 $*Q/\n`)).toEqual(["LMP:9 $*Q/"]);
    expect(type(new Framer(), "http://x.cn/matters/a-b\n")).toEqual(["HTTP://X.CN/MATTERS/A-B"]);
  });

  it("need no pause: what was typed before the prefix does not belong to them", () => {
    expect(type(new Framer(), `ABC 12 ${code}\n`)).toEqual([code]);
  });

  it("swallow their keys from the end of the prefix on, and no others", () => {
    const framer = new Framer();
    const swallowed = strokes("xLM1:AB\nC").map((stroke) => framer.press(stroke, true).swallow);
    expect(swallowed).toEqual([false, false, false, false, true, true, true, true, false]);
  });

  it("may be ten digits, but not while a field is typed in", () => {
    expect(type(new Framer(), "1234567897\n")).toEqual(["1234567897"]);
    expect(type(new Framer(), "1234567897\n", true)).toEqual([]);
    expect(type(new Framer(), "12345678\n")).toEqual([]);
  });

  it("may be the number of a case, but not while a field is typed in", () => {
    const number = "20260307-4830275911";
    expect(type(new Framer(), `${number}\n`)).toEqual([number]);
    expect(type(new Framer(), `AB ${number}\t`)).toEqual([number]);
    expect(type(new Framer(), `${number}\n`, true)).toEqual([]);
    expect(type(new Framer(), `1${number}\n`)).toEqual([]);
  });

  it("are given up by Escape and by length", () => {
    const framer = new Framer();
    type(framer, "LM1:ABC");
    expect(framer.press({ code: "Escape", shiftKey: false }, false).given).toBe("up");
    expect(framer.open).toBe(false);
    type(framer, `LM1:${"A".repeat(4300)}`);
    expect(framer.open).toBe(false);
  });

  it("may be spelt by Alt and the number pad", () => {
    const framer = new Framer();
    for (const number of ["76", "77", "49", "58", "65"]) {
      for (const digit of number) framer.press({ code: `Numpad${digit}`, shiftKey: false, altKey: true }, false);
      framer.release("AltLeft");
    }
    expect(framer.press({ code: "Enter", shiftKey: false }, false).text).toBe("LM1:A");
  });

  it("leave shortcuts alone", () => {
    expect(new Framer().press({ code: "KeyL", shiftKey: false, ctrlKey: true }, false)).toEqual({ swallow: false });
  });
});
