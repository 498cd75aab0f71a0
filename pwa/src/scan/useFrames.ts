/**
 * Reads the frames of a video one after the other while `running`, and hands on what is found in each.
 *
 * One frame at a time: while one is decoded the next are let go, so a slow machine stays answerable.
 */
import { onBeforeUnmount, ref, watch, type Ref } from "vue";
import { decoder, type Decoder, type Found } from "./decode";
import { lightHint, type LightHint } from "./light";
import { regionOf, shareOf, type Region } from "./region";

/** What one frame held. `at`: when it was shown; `decode`: ms of reading it. Corners are shares of the frame. */
export interface FrameResult {
  found: Found[];
  at: number;
  decode: number;
}

const HINT_EVERY = 8;
const HINT_AFTER = 24;

/** Reads while `running` says so; made by `useFrames`. */
export class FrameReader {
  readonly hint = ref<LightHint>(null);
  /** The reader could not be loaded; the other ways of scanning still work. */
  readonly broken = ref(false);
  private readonly pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  private turn = 0;
  private without = 0;
  private atWork = false;

  constructor(
    private readonly video: Readonly<Ref<HTMLVideoElement | null>>,
    private readonly running: () => boolean,
    private readonly hand: (result: FrameResult) => void,
  ) {}

  async run(): Promise<void> {
    this.hint.value = null;
    this.without = 0;
    if (this.atWork) return;
    this.atWork = true;
    try {
      const reader = await decoder();
      this.broken.value = false;
      while (this.running()) await this.next(reader);
    } catch {
      this.broken.value = true;
    } finally {
      this.atWork = false;
    }
  }

  private async next(reader: Decoder): Promise<void> {
    const element = this.video.value;
    const at = await nextFrame(element);
    if (!element?.videoWidth || !this.pen || !this.running()) return;
    const { videoWidth: width, videoHeight: height } = element;
    const region = regionOf(width, height, this.turn++);
    const picture = drawn(this.pen, element, region);
    const start = performance.now();
    const found = await reader.read(picture);
    this.look(found.length > 0, picture);
    if (!found.length || !this.running()) return;
    const onFrame = found.map(({ text, corners }) => ({ text, corners: corners.map((one) => shareOf(one, region, width, height)) }));
    this.hand({ found: onFrame, at, decode: performance.now() - start });
  }

  /** After a while without a code: is it the light? */
  private look(any: boolean, picture: ImageData): void {
    this.without = any ? 0 : this.without + 1;
    if (any) this.hint.value = null;
    else if (this.without > HINT_AFTER && this.without % HINT_EVERY === 0) this.hint.value = lightHint(picture);
  }
}

export function useFrames(
  video: Readonly<Ref<HTMLVideoElement | null>>,
  running: Readonly<Ref<boolean>>,
  hand: (result: FrameResult) => void,
): FrameReader {
  let gone = false;
  const reader = new FrameReader(video, () => running.value && !gone, hand);
  watch(running, (now) => now && void reader.run(), { immediate: true });
  onBeforeUnmount(() => (gone = true));
  return reader;
}

function drawn(pen: CanvasRenderingContext2D, element: HTMLVideoElement, region: Region): ImageData {
  const width = Math.round(region.width * region.scale);
  const height = Math.round(region.height * region.scale);
  const { canvas } = pen;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  pen.drawImage(element, region.x, region.y, region.width, region.height, 0, 0, width, height);
  return pen.getImageData(0, 0, width, height);
}

/** Resolves with the time at which the next frame is shown; with the next repaint where there is no video. */
function nextFrame(element: HTMLVideoElement | null): Promise<number> {
  return new Promise((resolve) => {
    if (element && "requestVideoFrameCallback" in element && !element.paused) {
      const late = setTimeout(() => resolve(performance.now()), 500); // a video that stands still shows no frames
      element.requestVideoFrameCallback((now) => {
        clearTimeout(late);
        resolve(now);
      });
    } else requestAnimationFrame(resolve);
  });
}
