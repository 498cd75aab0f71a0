/** Reading aloud: what was cut off ends late and is not taken for the end of what is said now. */
import { effectScope } from "vue";
import { afterEach, expect, test, vi } from "vitest";
import { useSpeech } from "@/composables/useSpeech";

class Utterance {
  onend: (() => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly text: string) {}
}

const said: Utterance[] = [];
const voice = { speak: (one: Utterance) => said.push(one), cancel: vi.fn() };

afterEach(() => vi.unstubAllGlobals());

function speech() {
  vi.stubGlobal("speechSynthesis", voice);
  vi.stubGlobal("SpeechSynthesisUtterance", Utterance);
  const scope = effectScope();
  return { scope, ...scope.run(useSpeech)! };
}

test("a text that was cut off does not end the next one", () => {
  const { say, speaking } = speech();
  say("一");
  say("二");
  said[0]?.onend?.();
  expect(speaking.value).toBe(true);
  said[1]?.onend?.();
  expect(speaking.value).toBe(false);
});

test("leaving the page ends it", () => {
  const { say, scope, speaking } = speech();
  say("一");
  voice.cancel.mockClear();
  scope.stop();
  expect(voice.cancel).toHaveBeenCalledOnce();
  expect(speaking.value).toBe(false);
});

test("a browser without a voice is not asked to speak", () => {
  vi.stubGlobal("speechSynthesis", undefined);
  expect(effectScope().run(useSpeech)!.able).toBe(false);
});
