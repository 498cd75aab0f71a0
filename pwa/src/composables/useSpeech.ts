/**
 * Reading aloud in the page's language. Where the browser has no voice `able` is false, and the button is not there.
 * Speech stops when the page is left.
 */
import { type Ref, onScopeDispose, readonly, ref } from "vue";
import { settings } from "@/state/settings";

const SLOWER = 0.9;

export interface Speech {
  readonly able: boolean;
  readonly speaking: Readonly<Ref<boolean>>;
  say(text: string): void;
  stop(): void;
}

export function useSpeech(): Speech {
  const voice = (globalThis as { speechSynthesis?: SpeechSynthesis }).speechSynthesis;
  const able = voice !== undefined && "SpeechSynthesisUtterance" in globalThis;
  const speaking = ref(false);
  let now: SpeechSynthesisUtterance | null = null;

  function stop(): void {
    voice?.cancel();
    speaking.value = false;
  }

  function say(text: string): void {
    if (voice === undefined || !able) return;
    stop();
    const said = new SpeechSynthesisUtterance(text);
    said.lang = settings.language === "zh" ? "zh-CN" : "en-GB";
    said.rate = SLOWER;
    said.onend = said.onerror = () => (speaking.value &&= now !== said); // what was cut off ends late
    now = said;
    speaking.value = true;
    voice.speak(said);
  }

  onScopeDispose(stop);
  return { able, speaking: readonly(speaking), say, stop };
}
