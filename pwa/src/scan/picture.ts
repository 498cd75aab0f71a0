/** Reads codes out of a picture file, one dropped on the page or one pasted; tries several sizes, then larger and greyer. */
import type { Cut } from "./cut";
import type { Found } from "./decode";
import type { LightHint } from "./light";
import { look } from "./look";

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
    for (const side of SIDES) {
      const { found } = await look(await createImageBitmap(picture), whole(picture, side, MARGIN), false);
      if (found.length) return found;
    }
    const { hint } = await look(await createImageBitmap(picture), whole(picture, 800, 0), true);
    throw new PictureError(whyNone(hint));
  } finally {
    picture.close();
  }
}

function whyNone(hint: LightHint): PictureTrouble {
  return hint === "dark" || hint === "blurred" ? hint : "none";
}

/** All of the picture, its longer side at most `side`. */
function whole({ width, height }: ImageBitmap, side: number, margin: number): Cut {
  const longer = Math.max(width, height);
  return { x: 0, y: 0, width, height, scale: Math.min(longer < side / 2 ? 2 : 1, side / longer), margin };
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
