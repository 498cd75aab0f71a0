/** The camera of a component: opened and closed with it and with the page's being seen; torch and change of camera. */
import { onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref } from "vue";
import { CameraError, cameraNames, openCamera, type Camera, type CameraName, type CameraTrouble } from "./camera";

export type CameraState = "closed" | "opening" | "open" | "trouble";
const KEY = "liangma.camera";

export interface CameraUse {
  state: Ref<CameraState>;
  trouble: Ref<CameraTrouble | null>;
  names: Ref<CameraName[]>;
  hasTorch: Ref<boolean>;
  torchOn: Ref<boolean>;
  open(id?: string): Promise<void>;
  close(): void;
  next(): Promise<void>;
  toggleTorch(): Promise<void>;
}

/** `video` shows it. The camera chosen last on this machine is taken again. */
export function useCamera(video: Readonly<Ref<HTMLVideoElement | null>>): CameraUse {
  const state = ref<CameraState>("closed");
  const trouble = ref<CameraTrouble | null>(null);
  const names = ref<CameraName[]>([]);
  const torchOn = ref(false);
  const hasTorch = ref(false);
  const camera = shallowRef<Camera | null>(null);
  let wanted = 0;

  function close(): void {
    wanted += 1;
    camera.value?.close();
    camera.value = null;
    torchOn.value = false;
    state.value = "closed";
  }

  async function open(id = keptId()): Promise<void> {
    close();
    const turn = wanted;
    state.value = "opening";
    trouble.value = null;
    try {
      const opened = await openOrAny(id);
      if (turn !== wanted) return opened.close();
      camera.value = opened;
      hasTorch.value = opened.hasTorch;
      state.value = "open";
      names.value = await cameraNames();
    } catch (error) {
      if (turn !== wanted) return;
      state.value = "trouble";
      trouble.value = error instanceof CameraError ? error.trouble : "failed";
    }
  }

  async function next(): Promise<void> {
    const place = names.value.findIndex((one) => one.id === camera.value?.id);
    const other = names.value[(place + 1) % names.value.length];
    if (!other) return;
    keepId(other.id);
    await open(other.id);
  }

  async function toggleTorch(): Promise<void> {
    const on = !torchOn.value;
    await camera.value?.torch(on).then(() => (torchOn.value = on), () => (hasTorch.value = false));
  }

  watch([camera, video], ([now, element]) => {
    if (element) element.srcObject = now?.stream ?? null;
  }, { flush: "post" });
  closeWhileHidden(state, close, open);
  onBeforeUnmount(close);
  return { state, trouble, names, hasTorch, torchOn, open, close, next, toggleTorch };
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

function closeWhileHidden(state: Ref<CameraState>, close: () => void, open: () => Promise<void>): void {
  let closedHere = false;
  const change = (): void => {
    if (document.hidden && state.value === "open") {
      close();
      closedHere = true;
    } else if (!document.hidden && closedHere) {
      closedHere = false;
      void open();
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
