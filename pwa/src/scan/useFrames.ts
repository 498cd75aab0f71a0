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

export interface FramesUse {
  hint: Ref<LightHint>;
  /** The reader could not be loaded; the other ways of scanning still work. */
  broken: Ref<boolean>;
}

const HINT_EVERY = 8;
const HINT_AFTER = 24;

export function useFrames(
  video: Readonly<Ref<HTMLVideoElement | null>>,
  running: Readonly<Ref<boolean>>,
  hand: (result: FrameResult) => void,
): FramesUse {
  const hint = ref<LightHint>(null);
  const broken = ref(false);
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  let turn = 0;
  let without = 0;
  let stopped = false;

  async function readOne(reader: Decoder, element: HTMLVideoElement, at: number): Promise<void> {
    const { videoWidth: width, videoHeight: height } = element;
    if (!width || !pen) return;
    const region = regionOf(width, height, turn++);
    const picture = drawn(pen, element, region);
    const start = performance.now();
    const found = await reader.read(picture);
    const decode = performance.now() - start;
    without = found.length ? 0 : without + 1;
    if (found.length) hint.value = null;
    else if (without > HINT_AFTER && without % HINT_EVERY === 0) hint.value = lightHint(picture);
    if (!running.value || !found.length) return;
    const onFrame = found.map(({ text, corners }) => ({ text, corners: corners.map((one) => shareOf(one, region, width, height)) }));
    hand({ found: onFrame, at, decode });
  }

  async function run(): Promise<void> {
    try {
      const reader = await decoder();
      broken.value = false;
      while (isRunning()) {
        const element = video.value;
        const at = await nextFrame(element);
        if (element && isRunning()) await readOne(reader, element, at);
      }
    } catch {
      broken.value = true;
    }
  }
  const isRunning = (): boolean => running.value && !stopped;

  let loop: Promise<void> | null = null;
  watch(running, (now) => {
    if (!now) return;
    hint.value = null;
    without = 0;
    loop ??= run().finally(() => {
      loop = null;
      if (isRunning() && !broken.value) loop = run().finally(() => (loop = null));
    });
  }, { immediate: true });
  onBeforeUnmount(() => (stopped = true));
  return { hint, broken };
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
