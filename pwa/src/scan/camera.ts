/** Opens a camera, or says which of five things is in the way; each has its own next step on the page. */

/** absent: none found; refused: no permission; busy: another program holds it; insecure: no https; failed: the rest. */
export type CameraTrouble = "absent" | "refused" | "busy" | "insecure" | "failed";

export class CameraError extends Error {
  constructor(readonly trouble: CameraTrouble) {
    super(trouble);
  }
}

export interface Camera {
  readonly stream: MediaStream;
  readonly id: string;
  readonly hasTorch: boolean;
  torch(on: boolean): Promise<void>;
  close(): void;
}

export interface CameraName {
  id: string;
  label: string;
}

type TorchCapabilities = MediaTrackCapabilities & { torch?: boolean; focusMode?: string[] };
type TorchConstraints = MediaTrackConstraintSet & { torch?: boolean; focusMode?: string };

const TROUBLES: Record<string, CameraTrouble> = {
  NotFoundError: "absent",
  OverconstrainedError: "absent",
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** The trouble that a refusal of getUserMedia names. */
export function troubleOf(error: unknown): CameraTrouble {
  const name = error instanceof Error ? error.name : "";
  return TROUBLES[name] ?? "failed";
}

/** The camera with this id, else the one that looks away from the person. Throws CameraError. */
export async function openCamera(id?: string): Promise<Camera> {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices?.getUserMedia) throw new CameraError(globalThis.isSecureContext ? "absent" : "insecure");
  const which: MediaTrackConstraints = id ? { deviceId: { exact: id } } : { facingMode: { ideal: "environment" } };
  try {
    const stream = await devices.getUserMedia({
      video: { ...which, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
    });
    return cameraOf(stream);
  } catch (error) {
    throw error instanceof CameraError ? error : new CameraError(troubleOf(error));
  }
}

/** The cameras of this machine; their names are known only once one was allowed. */
export async function cameraNames(): Promise<CameraName[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter((one) => one.kind === "videoinput").map((one) => ({ id: one.deviceId, label: one.label }));
}

function cameraOf(stream: MediaStream): Camera {
  const [track] = stream.getVideoTracks();
  if (!track) throw new CameraError("absent");
  const can: TorchCapabilities = track.getCapabilities();
  const apply = (more: TorchConstraints): Promise<void> => track.applyConstraints({ advanced: [more] });
  if (can.focusMode?.includes("continuous")) void apply({ focusMode: "continuous" }).catch(() => undefined);
  return {
    stream,
    id: track.getSettings().deviceId ?? "",
    hasTorch: can.torch === true,
    torch: (on) => apply({ torch: on }),
    close: () => stream.getTracks().forEach((one) => one.stop()),
  };
}
