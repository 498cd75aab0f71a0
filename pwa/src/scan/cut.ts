/** A part of a picture, drawn at the size in which it is read. */
import type { Region } from "./region";

/** `margin`: pixels of white paper around it. */
export interface Cut extends Region {
  margin: number;
}

/** Draws on one canvas that is kept, as frames of one camera are all of one size. */
export class Scissors {
  private readonly pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

  /** On white paper: a transparent picture would be read black on black. */
  cut(picture: ImageBitmap | VideoFrame, { x, y, width, height, scale, margin }: Cut): ImageData {
    const { pen } = this;
    if (!pen) throw new Error("no canvas");
    const inner = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
    const outer = { width: inner.width + 2 * margin, height: inner.height + 2 * margin };
    const { canvas } = pen;
    if (canvas.width !== outer.width || canvas.height !== outer.height) Object.assign(canvas, outer);
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, outer.width, outer.height);
    pen.drawImage(picture, x, y, width, height, margin, margin, inner.width, inner.height);
    return pen.getImageData(0, 0, outer.width, outer.height);
  }
}
