/** Asks the reading worker what is in a picture. The worker starts with the first question and then stays. */
import type { Cut } from "./cut";
import type { Found } from "./decode";
import type { LightHint } from "./light";

/** What is in a picture; `hint` when it was asked for and nothing was found. */
export interface Look {
  found: Found[];
  hint: LightHint;
}

export interface Asked {
  id: number;
  picture: ImageBitmap | VideoFrame;
  cut: Cut;
  light: boolean;
}

/** `look` is null when the reader could not be loaded, or the picture not be drawn. */
export interface Told {
  id: number;
  look: Look | null;
}

interface Waiting {
  resolve(look: Look): void;
  reject(error: Error): void;
}

let worker: Worker | null = null;
let last = 0;
const waiting = new Map<number, Waiting>();

/** `picture` is given away: the worker closes it. `light`: say what may be wrong with it when no code is found. */
export function look(picture: ImageBitmap | VideoFrame, cut: Cut, light: boolean): Promise<Look> {
  const asked: Asked = { id: ++last, picture, cut, light };
  return new Promise((resolve, reject) => {
    waiting.set(asked.id, { resolve, reject });
    worker ??= started();
    worker.postMessage(asked, [picture]);
  });
}

/** The next frame of a video, without a copy where the browser can do that. Throws while there is none. */
export async function frameOf(video: HTMLVideoElement): Promise<ImageBitmap | VideoFrame> {
  return "VideoFrame" in globalThis ? new VideoFrame(video) : createImageBitmap(video);
}

function started(): Worker {
  const made = new Worker(new URL("./decode-worker.ts", import.meta.url), { type: "module" });
  made.addEventListener("message", (event: MessageEvent<Told>) => tell(event.data));
  made.addEventListener("error", () => {
    made.terminate();
    worker = null; // the next question starts another
    for (const id of [...waiting.keys()]) tell({ id, look: null });
  });
  return made;
}

function tell({ id, look }: Told): void {
  const asker = waiting.get(id);
  waiting.delete(id);
  if (look) asker?.resolve(look);
  else asker?.reject(new Error("the reader cannot be used"));
}
