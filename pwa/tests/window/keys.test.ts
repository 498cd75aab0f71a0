import { describe, expect, it } from "vitest";
import { strokeName } from "@/pages/window/useShortcuts";

const stroke = (code: string, more = {}): string => strokeName({ code, key: "", shiftKey: false, altKey: false, ...more });

describe("shortcuts", () => {
  it("have names that keyboards and input methods agree on", () => {
    expect(stroke("F2")).toBe("F2");
    expect(stroke("Slash")).toBe("/");
    expect(stroke("Slash", { shiftKey: true })).toBe("?");
    expect(stroke("Slash", { key: "？" })).toBe("?");
    expect(stroke("Digit3", { altKey: true })).toBe("Alt+3");
  });

  it("are nothing that a scanner gun types before its prefix is whole", () => {
    for (const code of ["KeyL", "KeyM", "KeyH", "KeyT", "KeyP", "KeyS", "Digit1"]) expect(["F2", "F4", "F8", "F9", "F10", "/", "?"]).not.toContain(stroke(code));
  });
});
