/** What stands between a card and its code, in the order of the rules. */
import { describe, expect, it } from "vitest";
import { canShow, standing } from "@/pages/citizen/show/standing";
import { pick } from "@/pages/citizen/show/useShow";
import { DAY, NOON, cardOf } from "./world";

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();
const card = cardOf("resident-id");
const view = card.views[0]!;

describe("a certificate", () => {
  it("that is valid is shown", () => {
    expect(canShow(standing(card, view, NOON))).toBe(true);
  });

  it.each([["suspended", "suspended"], ["revoked", "revoked"], ["lapsed", "revoked"], ["superseded", "revoked"]])(
    "that is %s is not shown, and the reason is %s",
    (state, kind) => {
      const at = standing({ ...card, state }, view, NOON);
      expect(at.kind).toBe(kind);
      expect(canShow(at)).toBe(false);
    },
  );

  it("is valid through its last day in China and not a second longer", () => {
    const last = { ...card, valid_to: "2026-11-22" };
    const midnight = Date.parse("2026-11-22T16:00:00Z") / 1000;
    expect(standing(last, view, midnight - 1).kind).toBe("certificate_ending");
    expect(standing(last, view, midnight).kind).toBe("expired");
  });

  it("that begins tomorrow is not shown today", () => {
    expect(standing({ ...card, valid_from: "2026-11-23" }, view, NOON).kind).toBe("not_begun");
  });
});

describe("a view", () => {
  it("that is not there says so", () => {
    expect(standing(card, undefined, NOON).kind).toBe("no_view");
  });

  it("that has ended cannot be shown", () => {
    const at = standing(card, { ...view, expires_at: iso(NOON) }, NOON);
    expect(at).toEqual({ kind: "view_ended", at: NOON });
    expect(canShow(at)).toBe(false);
  });

  it("that ends within a day is shown with a warning", () => {
    const at = standing(card, { ...view, expires_at: iso(NOON + DAY - 1) }, NOON);
    expect(at.kind).toBe("view_ending");
    expect(canShow(at)).toBe(true);
  });
});

describe("the view shown first", () => {
  it("is the one chosen last", () => {
    expect(pick(card.views, 9)?.number).toBe(9);
  });

  it("is the usual one when nothing was chosen, or what was chosen is gone", () => {
    expect(pick(card.views, undefined)?.id).toBe("standard");
    expect(pick(card.views, 77)?.id).toBe("standard");
  });
});
