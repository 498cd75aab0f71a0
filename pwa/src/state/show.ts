/**
 * What is on show. While a code is on the screen nothing may reload the page under it: an update waits for `onShow`.
 * The view that a holder chose for a certificate is remembered on this phone.
 */
import { type Ref, computed, ref } from "vue";
import { keep, recall } from "./database";

const codes = ref(0);

/** Whether any code is on the screen now. */
export const onShow: Readonly<Ref<boolean>> = computed(() => codes.value > 0);

/** A code is on the screen until the returned function is called; calling it twice changes nothing. */
export function holdShow(): () => void {
  let held = true;
  codes.value += 1;
  return () => {
    if (held) codes.value -= 1;
    held = false;
  };
}

/** The number of the view last chosen for the certificate, or undefined. */
export async function rememberedView(certificateId: string): Promise<number | undefined> {
  const kept = await recall(viewKey(certificateId));
  return typeof kept === "number" ? kept : undefined;
}

/** Remember the view chosen for the certificate. Where the browser keeps nothing it is chosen again next time. */
export async function rememberView(certificateId: string, view: number): Promise<void> {
  await keep(viewKey(certificateId), view);
}

function viewKey(certificateId: string): string {
  return `view:${certificateId}`;
}
