/** The camera of a component: opened and closed with it and with the page's being seen; torch and change of camera. */
import { onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref } from "vue";
import { CameraError, cameraNames, openCamera, type Camera, type CameraName, type CameraTrouble } from "./camera";

export type CameraState = "closed" | "opening" | "open" | "trouble";
const KEY = "liangma.camera";

export class CameraUse {
  readonly state = ref<CameraState>("closed");
  readonly trouble = ref<CameraTrouble | null>(null);
  readonly names = ref<CameraName[]>([]);
  readonly hasTorch = ref(false);
  readonly torchOn = ref(false);
  readonly camera = shallowRef<Camera | null>(null);
  private turn = 0;

  close(): void {
    this.turn += 1;
    this.camera.value?.close();
    this.camera.value = null;
    this.torchOn.value = false;
    this.state.value = "closed";
  }

  async open(id = keptId()): Promise<void> {
    this.close();
    const turn = this.turn;
    this.state.value = "opening";
    this.trouble.value = null;
    try {
      const opened = await openOrAny(id);
      if (turn === this.turn) await this.use(opened);
      else opened.close();
    } catch (error) {
      if (turn !== this.turn) return;
      this.state.value = "trouble";
      this.trouble.value = error instanceof CameraError ? error.trouble : "failed";
    }
  }

  async next(): Promise<void> {
    const place = this.names.value.findIndex((one) => one.id === this.camera.value?.id);
    const other = this.names.value[(place + 1) % this.names.value.length];
    if (!other) return;
    keepId(other.id);
    await this.open(other.id);
  }

  async toggleTorch(): Promise<void> {
    const on = !this.torchOn.value;
    try {
      await this.camera.value?.torch(on);
      this.torchOn.value = on;
    } catch {
      this.hasTorch.value = false; // it said it had one
    }
  }

  private async use(opened: Camera): Promise<void> {
    this.camera.value = opened;
    this.hasTorch.value = opened.hasTorch;
    this.state.value = "open";
    this.names.value = await cameraNames();
  }
}

/** `video` shows it. The camera chosen last on this machine is taken again. */
export function useCamera(video: Readonly<Ref<HTMLVideoElement | null>>): CameraUse {
  const use = new CameraUse();
  const show = (): void => {
    if (video.value) video.value.srcObject = use.camera.value?.stream ?? null;
  };
  watch([use.camera, video], show, { flush: "post" });
  closeWhileHidden(use);
  onBeforeUnmount(() => use.close());
  return use;
}

/** A camera that was unplugged since is no reason to give up: any other will do. */
async function openOrAny(id: string | undefined): Promise<Camera> {
  try {
    return await openCamera(id);
  } catch (error) {
    if (id && error instanceof CameraError && error.trouble === "absent") return openCamera();
    throw error;
  }
}

function closeWhileHidden(use: CameraUse): void {
  let closedHere = false;
  const change = (): void => {
    if (document.hidden && use.state.value === "open") {
      use.close();
      closedHere = true;
    } else if (!document.hidden && closedHere) {
      closedHere = false;
      void use.open();
    }
  };
  onMounted(() => document.addEventListener("visibilitychange", change));
  onBeforeUnmount(() => document.removeEventListener("visibilitychange", change));
}

function keptId(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

function keepId(id: string): void {
  try {
    localStorage.setItem(KEY, id);
  } catch {
    return; // private mode: chosen for as long as the page is open
  }
}
