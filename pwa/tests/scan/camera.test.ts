import { describe, expect, it } from "vitest";
import { troubleOf } from "@/scan/camera";
import { lightHint } from "@/scan/light";
import { onScreen, regionOf, shareOf } from "@/scan/region";

describe("a camera that does not open", () => {
  it.each([
    ["NotFoundError", "absent"],
    ["NotAllowedError", "refused"],
    ["NotReadableError", "busy"],
    ["OtherError", "failed"],
  ])("%s is %s", (name, trouble) => {
    expect(troubleOf(new DOMException("", name))).toBe(trouble);
  });
});

/** A picture of 64 × 64 pixels, each as grey as `level` says. */
function picture(level: (x: number, y: number) => number): { data: Uint8ClampedArray; width: number; height: number } {
  const side = 64;
  const data = new Uint8ClampedArray(side * side * 4);
  for (let at = 0; at < side * side; at += 1) data.fill(level(at % side, Math.floor(at / side)), at * 4, at * 4 + 3);
  return { data, width: side, height: side };
}

describe("a picture without a code", () => {
  it("is dark, glaring, blurred, or nothing to speak of", () => {
    expect(lightHint(picture(() => 12))).toBe("dark");
    expect(lightHint(picture(() => 255))).toBe("glare");
    expect(lightHint(picture((x) => 100 + x / 2))).toBe("blurred");
    expect(lightHint(picture((x) => (Math.floor(x / 3) % 2 ? 230 : 30)))).toBeNull();
  });
});

describe("regions of a frame", () => {
  it("are twice the middle square, then the whole", () => {
    expect(regionOf(1280, 720, 0)).toEqual({ x: 280, y: 0, width: 720, height: 720, scale: 1 });
    expect(regionOf(1280, 720, 2)).toEqual({ x: 0, y: 0, width: 1280, height: 720, scale: 0.75 });
  });

  it("tell where a point of theirs stands in the frame and on the screen", () => {
    const region = regionOf(1280, 720, 0);
    expect(shareOf({ x: 360, y: 360 }, region, 1280, 720)).toEqual({ x: 0.5, y: 0.5 });
    expect(onScreen({ x: 0.5, y: 0.25 }, 16 / 9, 4 / 3)).toEqual({ x: 0.5, y: 0.25 });
    expect(onScreen({ x: 0, y: 0 }, 2, 1)).toEqual({ x: -0.5, y: 0 });
  });
});
