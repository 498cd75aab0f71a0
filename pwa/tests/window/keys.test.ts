import { describe, expect, it } from "vitest";
import { strokeName } from "@/pages/window/useShortcuts";
import { todays, type KeptCase } from "@/state/window";

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

describe("today's cases", () => {
  const one = (office: string, opened_at: string): KeptCase => ({ case_no: opened_at, office, opened_at, missing: 0, matter: { code: "m", name: { zh: "", en: "" } } });

  it("are this window's and of this day", () => {
    const now = new Date("2026-11-22T12:00:00");
    const kept = [one("a", "2026-11-22T09:00:00"), one("b", "2026-11-22T09:00:00"), one("a", "2026-11-21T23:59:00")];
    expect(todays(kept, "a", now)).toEqual([kept[0]]);
  });
});
