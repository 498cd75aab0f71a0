/**
 * Finds codes in a stream of key strokes by what they say, never by how fast they come.
 *
 * 1. A frame begins with LM1:, LMP:, LM1P:, LM1C: or http(s)://, wherever in the stream that stands.
 * 2. It ends with Enter or Tab, and is then a reading; Escape gives it up; so does one longer than any code.
 * 3. Ten digits, or the number of a case, and the end key are a frame too, but only where no field is being typed in.
 * 4. Keys held with Control or Meta are the person's own; Alt with the number pad spells characters by their number.
 */
import { characterOf, isEndKey, type Stroke } from "./keys";

export interface KeyStroke extends Stroke {
  ctrlKey?: boolean;
  metaKey?: boolean;
  altKey?: boolean;
}

/** swallow: the key belongs to the frame; begun: the frame begins with this key; text: a whole frame. */
export interface Step {
  swallow: boolean;
  begun?: boolean;
  given?: "up";
  text?: string;
}

const BEGINNINGS = ["LM1:", "LMP:", "LM1P:", "LM1C:", "HTTP://", "HTTPS://"];
const LONGEST = 4200;
const KEPT = 24;
const BARE = /^[0-9]{10}$|(?<![0-9])20[0-9]{6}-[0-9]{10}$/;
const NOTHING: Step = { swallow: false };

export class Framer {
  private kept = "";
  private frame: string | null = null;
  private altDigits = "";

  /** Is a frame begun and not ended? */
  get open(): boolean {
    return this.frame !== null;
  }

  /** `editing`: a field is being typed in. */
  press(stroke: KeyStroke, editing: boolean): Step {
    if (stroke.ctrlKey || stroke.metaKey) return NOTHING;
    if (stroke.altKey) return this.withAlt(stroke);
    if (isEndKey(stroke.code)) return this.end(editing);
    if (stroke.code === "Escape") return this.giveUp();
    if (stroke.code === "Backspace") this.kept = this.kept.slice(0, -1);
    const character = characterOf(stroke);
    return character ? this.add(character) : { swallow: this.open };
  }

  /** The Alt key came up: what was spelt on the number pad is a character. */
  release(code: string): Step {
    if (!code.startsWith("Alt") || !this.altDigits) return NOTHING;
    const number = Number(this.altDigits);
    this.altDigits = "";
    return number >= 32 && number < 127 ? this.add(String.fromCharCode(number).toUpperCase()) : NOTHING;
  }

  private withAlt(stroke: KeyStroke): Step {
    const digit = /^Numpad([0-9])$/.exec(stroke.code)?.[1];
    if (digit === undefined) return NOTHING;
    this.altDigits = (this.altDigits + digit).slice(-4);
    return { swallow: true };
  }

  private add(character: string): Step {
    if (this.frame !== null) {
      this.frame += character;
      return this.frame.length > LONGEST ? this.giveUp() : { swallow: true };
    }
    this.kept = (this.kept + character).slice(-KEPT);
    const beginning = BEGINNINGS.find((one) => this.kept.endsWith(one));
    if (!beginning) return NOTHING;
    this.frame = beginning;
    return { swallow: true, begun: true };
  }

  private end(editing: boolean): Step {
    const { frame, kept } = this;
    this.frame = null;
    this.kept = "";
    if (frame !== null) return { swallow: true, text: frame };
    const bare = editing ? undefined : BARE.exec(kept)?.[0];
    return bare === undefined ? NOTHING : { swallow: true, text: bare };
  }

  private giveUp(): Step {
    const step: Step = this.open ? { swallow: true, given: "up" } : NOTHING;
    this.frame = null;
    this.kept = "";
    return step;
  }
}
