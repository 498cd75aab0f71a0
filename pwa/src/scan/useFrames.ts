/**
 * Reads the frames of a video one after the other while `running`, and hands on what is found in each.
 *
 * One frame at a time: while one is decoded the next are let go, so a slow machine stays answerable.
 */
import { onBeforeUnmount, ref, watch, type Ref } from "vue";
import type { Found } from "./decode";
import type { LightHint } from "./light";
import { frameOf, look } from "./look";
import { regionOf, shareOf } from "./region";

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
      while (this.running()) await this.next();
    } catch {
      this.broken.value = true;
    } finally {
      this.atWork = false;
    }
  }

  private async next(): Promise<void> {
    const element = this.video.value;
    const at = await nextFrame(element);
    if (!element?.videoWidth || !this.running()) return;
    const { videoWidth: width, videoHeight: height } = element;
    const start = performance.now();
    const picture = await frameOf(element).catch(() => null);
    if (!picture) return; // a video that has just begun or ended shows nothing
    const region = regionOf(width, height, this.turn++);
    const { found, hint } = await look(picture, { ...region, margin: 0 }, this.asksForLight());
    this.broken.value = false;
    this.learn(found.length > 0, hint);
    if (!found.length || !this.running()) return;
    const onFrame = found.map(({ text, corners }) => ({ text, corners: corners.map((one) => shareOf(one, region, width, height)) }));
    this.hand({ found: onFrame, at, decode: performance.now() - start });
  }

  /** After a while without a code: is it the light? */
  private asksForLight(): boolean {
    return this.without >= HINT_AFTER && this.without % HINT_EVERY === 0;
  }

  private learn(any: boolean, hint: LightHint): void {
    if (any || this.asksForLight()) this.hint.value = hint;
    this.without = any ? 0 : this.without + 1;
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
