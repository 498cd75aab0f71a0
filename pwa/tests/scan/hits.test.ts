import { describe, expect, it } from "vitest";
import { Hits, type Hit } from "@/scan/hits";
import { readingOf } from "@/scan/kinds";

const HERE = "https://liangma.example";
const camera = { source: "camera", at: 0, decode: 0 } as const;
const gun = { source: "gun", at: 0, decode: 0 } as const;
const wanted = { accepts: ["code", "portrait"], overlooks: [] } as const;
const texts = (hit: Hit): string[] => (hit.act === "take" ? hit.scans.map((one) => one.text) : []);

describe("what a text is", () => {
  it.each([
    ["LM1:ABC", "code"],
    ["LM1P:ABC", "portrait"],
    ["LMP:ABC", "code"],
    ["LM1C:gate:00", "challenge"],
    [`${HERE}/matters/rs-pension-transfer`, "guide"],
    ["HTTPS://LIANGMA.EXAMPLE/MATTERS/RS-PENSION-TRANSFER", "guide"],
    [`${HERE}/requests/Ab3_-xYz90QwErTy`, "request"],
    [`${HERE}/requests/short`, "other"],
    [`${HERE}/present?client_id=a&request_uri=b`, "presentation"],
    ["openid4vp://?client_id=a&request_uri=b", "presentation"],
    ["haip-vp://?client_id=a&request_uri=b", "presentation"],
    ["https://other.example/present?client_id=a", "other"],
    ["openid4vp://", "other"],
    ["https://other.example/requests/Ab3_-xYz90QwErTy", "other"],
    ["https://other.example/matters/rs-pension-transfer", "other"],
    [`${HERE}/matters/../admin`, "other"],
    ["wxp://f2f0", "other"],
    ["LM2:ABC", "other"],
  ])("%s is %s", (text, kind) => {
    expect(readingOf(text, HERE).kind).toBe(kind);
  });

  it("names the matter in small letters", () => {
    expect(readingOf("HTTPS://LIANGMA.EXAMPLE/MATTERS/RS-1", HERE).matter).toBe("rs-1");
  });

  it("takes the end keys of a gun off, and nothing else", () => {
    expect(readingOf("LM1: A \r\n", HERE).text).toBe("LM1: A ");
  });
});

describe("what becomes of what is seen", () => {
  it("takes a code once while it stays in view, and again after forgetting", () => {
    const hits = new Hits(HERE);
    expect(texts(hits.judge([{ text: "LM1:A" }], wanted, camera))).toEqual(["LM1:A"]);
    expect(hits.judge([{ text: "LM1:A" }], wanted, camera).act).toBe("nothing");
    hits.forget();
    expect(texts(hits.judge([{ text: "LM1:A" }], wanted, camera))).toEqual(["LM1:A"]);
  });

  it("hears a gun every time it is pulled", () => {
    const hits = new Hits(HERE);
    hits.judge([{ text: "LM1:A" }], wanted, gun);
    expect(texts(hits.judge([{ text: "LM1:A" }], wanted, gun))).toEqual(["LM1:A"]);
  });

  it("takes the code before its portrait when both are in view", () => {
    expect(texts(new Hits(HERE).judge([{ text: "LM1P:B" }, { text: "LM1:A" }], wanted, camera))).toEqual(["LM1:A", "LM1P:B"]);
  });

  it("keeps ours when another system's code is beside it", () => {
    expect(texts(new Hits(HERE).judge([{ text: "wxp://x" }, { text: "LM1:A" }], wanted, camera))).toEqual(["LM1:A"]);
  });

  it("asks which of two, and lets the other alone afterwards", () => {
    const hits = new Hits(HERE);
    const hit = hits.judge([{ text: "LM1:A" }, { text: "LM1:B" }], wanted, camera);
    if (hit.act !== "ask") throw new Error(hit.act);
    expect(hits.chosen(hit.among[1] ?? hit.among[0]!, hit.among, camera).text).toBe("LM1:B");
    expect(hits.judge([{ text: "LM1:A" }], wanted, camera).act).toBe("nothing");
  });

  it("names a stranger, and overlooks what it is told to", () => {
    expect(new Hits(HERE).judge([{ text: "wxp://x" }], wanted, camera)).toMatchObject({ act: "stranger", which: { of: "payment" } });
    expect(new Hits(HERE).judge([{ text: "20260307-4830275911" }], wanted, camera)).toMatchObject({ act: "stranger", which: { kind: "case" } });
    expect(new Hits(HERE).judge([{ text: "LM1:A" }], { accepts: ["portrait"], overlooks: ["code"] }, camera).act).toBe("nothing");
  });
});
