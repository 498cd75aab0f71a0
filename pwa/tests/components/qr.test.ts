/** A drawn QR code, rasterised and read back by an independent reader. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { mount } from "@vue/test-utils";
import { beforeAll, expect, test } from "vitest";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { drawQr, QUIET_MODULES } from "@/components/qrPath";
import QrCode from "@/components/QrCode.vue";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const SCALE = 4;

beforeAll(() => {
  const file = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
  const wasmBinary = new Uint8Array(readFileSync(file)).buffer;
  return prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
});

/** The picture that the path describes: white plate, black rectangles. */
function raster(path: string, modules: number): ImageData {
  const side = (modules + 2 * QUIET_MODULES) * SCALE;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * SCALE; row < (Number(y) + 1) * SCALE; row += 1) {
      for (let column = Number(x) * SCALE; column < (Number(x) + Number(width)) * SCALE; column += 1) {
        data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
      }
    }
  }
  return { data, width: side, height: side, colorSpace: "srgb" };
}

async function readBack(text: string): Promise<string[]> {
  const drawn = drawQr(text, 40);
  if (drawn === null) return [];
  const found = await readBarcodes(raster(drawn.path, drawn.modules), { formats: ["QRCode"] });
  return found.map((code) => code.text);
}

function sample(length: number): string {
  return `LM1:${Array.from({ length }, (_, place) => ALPHABET[(place * 7 + (place >> 3)) % 45]).join("")}`;
}

test.each([10, 100, 300, 500, 758])("a code of %i characters is read back as it was", async (length) => {
  expect(await readBack(sample(length))).toEqual([sample(length)]);
});

test("an address and Chinese words are read back, too", async () => {
  for (const text of ["https://liangma.example/matters/rs-pension", "亮码：办事不带纸"]) {
    expect(await readBack(text)).toEqual([text]);
  }
});

test("base45 takes fewer modules than the same length in bytes: the alphanumeric mode is used", () => {
  const upper = drawQr(sample(300), 40);
  const lower = drawQr(sample(300).toLowerCase(), 40);
  expect(upper?.version).toBeLessThan(lower?.version ?? 0);
});

test("a text that needs a larger version than allowed is not drawn and is told of", () => {
  expect(drawQr(sample(754), 15)?.version).toBe(15);
  expect(drawQr(sample(755), 15)).toBeNull();
  expect(drawQr(sample(9000), 40)).toBeNull();
  const shown = mount(QrCode, { props: { text: sample(800) } });
  expect(shown.find("svg").exists()).toBe(false);
  expect(shown.emitted("tooLong")).toHaveLength(1);
});

test("the plate is white with four modules of quiet around, and has words for who cannot see it", () => {
  const shown = mount(QrCode, { props: { text: "A", label: "居民身份证的码" } });
  expect(shown.get("svg").attributes()).toMatchObject({ role: "img", "aria-label": "居民身份证的码", viewBox: "0 0 29 29" });
  expect(shown.get("rect").attributes("fill")).toBe("#fff");
  const xs = [...(drawQr("A", 15)?.path ?? "").matchAll(/M(\d+) (\d+)/g)].flatMap((found) => [Number(found[1]), Number(found[2])]);
  expect(Math.min(...xs)).toBe(4);
});
