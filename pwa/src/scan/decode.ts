/**
 * Reads the QR codes in a picture: by the browser's own detector where it has one, else by the WebAssembly reader,
 * which is fetched from this site when the first picture is to be read.
 */
import wasmAddress from "zxing-wasm/reader/zxing_reader.wasm?url";

export interface Point {
  x: number;
  y: number;
}

/** A text and the corners of its code, in pixels of the picture given. */
export interface Found {
  text: string;
  corners: Point[];
}

export interface Decoder {
  readonly name: "native" | "wasm";
  read(picture: ImageData): Promise<Found[]>;
}

interface NativeDetector {
  detect(picture: ImageData): Promise<{ rawValue: string; cornerPoints: Point[] }[]>;
}
interface NativeDetectorClass {
  new (options: { formats: string[] }): NativeDetector;
  getSupportedFormats(): Promise<string[]>;
}

const MOST = 4;
let loading: Promise<Decoder> | null = null;

/** The one decoder of this page; a load that failed is tried anew by the next call. */
export function decoder(): Promise<Decoder> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(): Promise<Decoder> {
  return (await nativeDecoder()) ?? wasmDecoder();
}

async function nativeDecoder(): Promise<Decoder | null> {
  const Detector = (globalThis as { BarcodeDetector?: NativeDetectorClass }).BarcodeDetector;
  try {
    if (!Detector || !(await Detector.getSupportedFormats()).includes("qr_code")) return null;
    const detector = new Detector({ formats: ["qr_code"] });
    let spare: Decoder | null = null;
    const read = async (picture: ImageData): Promise<Found[]> => {
      if (spare) return spare.read(picture);
      try {
        const found = await detector.detect(picture);
        return found.map((one) => ({ text: one.rawValue, corners: one.cornerPoints }));
      } catch {
        spare = await wasmDecoder(); // the service behind the detector may be missing although it is listed
        return spare.read(picture);
      }
    };
    return { name: "native", read };
  } catch {
    return null;
  }
}

async function wasmDecoder(): Promise<Decoder> {
  const { prepareZXingModule, readBarcodes } = await import("zxing-wasm/reader");
  await prepareZXingModule({ overrides: { locateFile: () => wasmAddress }, fireImmediately: true });
  const read = async (picture: ImageData): Promise<Found[]> => {
    const results = await readBarcodes(picture, {
      formats: ["QRCode"], maxNumberOfSymbols: MOST, tryRotate: false, tryInvert: false, tryHarder: true, textMode: "Plain",
    });
    return results.filter((one) => one.isValid).map((one) => ({ text: one.text, corners: cornersOf(one.position) }));
  };
  return { name: "wasm", read };
}

function cornersOf(place: { topLeft: Point; topRight: Point; bottomRight: Point; bottomLeft: Point }): Point[] {
  return [place.topLeft, place.topRight, place.bottomRight, place.bottomLeft];
}
