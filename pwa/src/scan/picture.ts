/** Reads codes out of a picture file, one dropped on the page or one pasted; tries several sizes, then larger and greyer. */
import { decoder, type Found } from "./decode";
import { lightHint } from "./light";

/** too_large: over 20 MB; unreadable: no picture; dark, blurred: no code can be seen in it; none: there is no code in it. */
export type PictureTrouble = "too_large" | "unreadable" | "dark" | "blurred" | "none";

export class PictureError extends Error {
  constructor(readonly trouble: PictureTrouble) {
    super(trouble);
  }
}

const MOST_BYTES = 20_000_000;
const SIDES = [1400, 800, 2400];
const MARGIN = 24;

/** The codes in it, at least one. Throws PictureError. */
export async function readPicture(file: Blob): Promise<Found[]> {
  if (file.size > MOST_BYTES) throw new PictureError("too_large");
  const picture = await createImageBitmap(file).catch(() => {
    throw new PictureError("unreadable");
  });
  try {
    const reader = await decoder();
    for (const side of SIDES) {
      const found = await reader.read(drawn(picture, side, MARGIN));
      if (found.length) return found;
    }
    throw new PictureError(whyNone(lightHint(drawn(picture, 800, 0))));
  } finally {
    picture.close();
  }
}

function whyNone(hint: ReturnType<typeof lightHint>): PictureTrouble {
  return hint === "dark" || hint === "blurred" ? hint : "none";
}

/** The picture on white paper (a transparent one would be read black on black), its longer side at most `side`. */
function drawn(picture: ImageBitmap, side: number, margin: number): ImageData {
  const longer = Math.max(picture.width, picture.height);
  const scale = Math.min(longer < side / 2 ? 2 : 1, side / longer);
  const width = Math.max(1, Math.round(picture.width * scale)) + 2 * margin;
  const height = Math.max(1, Math.round(picture.height * scale)) + 2 * margin;
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new PictureError("unreadable");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  pen.drawImage(picture, margin, margin, width - 2 * margin, height - 2 * margin);
  return pen.getImageData(0, 0, width, height);
}

export type Pasted = { kind: "picture"; file: File } | { kind: "text"; text: string } | null;

/** What a paste or a drop brings: a picture before a text. */
export function pastedOf(data: DataTransfer | null): Pasted {
  if (!data) return null;
  const file = [...data.files].find((one) => one.type.startsWith("image/"));
  if (file) return { kind: "picture", file };
  const text = data.getData("text/plain");
  return text.trim() ? { kind: "text", text } : null;
}
