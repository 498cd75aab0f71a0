/** Short tones made on the spot: read, accepted, refused. No file is fetched; what the tones say is also in words. */
import { ref, watch } from "vue";

const KEY = "liangma.sound";
const on = ref(kept());
watch(on, (value) => {
  try {
    localStorage.setItem(KEY, value ? "on" : "off");
  } catch {
    /* private mode: the choice lasts as long as the page */
  }
});
let context: AudioContext | null = null;

function kept(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

/** Tones of these pitches (Hz), each `length` seconds, one after the other. */
function play(pitches: readonly number[], length: number): void {
  if (!on.value || typeof AudioContext === "undefined") return;
  try {
    const audio = (context ??= new AudioContext());
    if (audio.state === "suspended") void audio.resume();
    pitches.forEach((pitch, place) => tone(audio, pitch, audio.currentTime + place * length, length));
  } catch {
    /* a machine without sound stays silent */
  }
}

function tone(audio: AudioContext, pitch: number, start: number, length: number): void {
  const source = audio.createOscillator();
  const loudness = audio.createGain();
  source.frequency.value = pitch;
  loudness.gain.setValueAtTime(0.0001, start);
  loudness.gain.exponentialRampToValueAtTime(0.18, start + 0.012);
  loudness.gain.exponentialRampToValueAtTime(0.0001, start + length);
  source.connect(loudness).connect(audio.destination);
  source.start(start);
  source.stop(start + length);
}

const shake = (pattern: number[]): void => {
  if ("vibrate" in navigator && navigator.userActivation.hasBeenActive) navigator.vibrate(pattern);
};

export const sound = {
  on,
  seen: (): void => play([1175], 0.07),
  good: (): void => {
    play([784, 1175], 0.11);
    shake([60]);
  },
  bad: (): void => {
    play([294, 220], 0.22);
    shake([120, 80, 120]);
  },
};
