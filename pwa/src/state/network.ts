/**
 * Whether the office can be reached: what the phone says, corrected by the fate of the last call. A phone that says
 * "online" in a lift is not.
 */
import { reactive } from "vue";

export const network = reactive({ online: navigator.onLine });

/** A call was answered, with whatever status. */
export function reached(): void {
  network.online = true;
}

/** A call got no answer. */
export function missed(): void {
  network.online = false;
}

addEventListener("online", reached);
addEventListener("offline", missed);
