/**
 * The number of a sealed copy: sixteen digits, the last a check digit (ISO 7064 MOD 11,10), printed in groups of four.
 * Spaces and dashes are no part of it; full-width digits are read as the digits that they are.
 */
import { checkDigit, plainDigits } from "./typed";

const DIGITS = 16;

export type CopyNumberState = "empty" | "strange" | "short" | "long" | "mistyped" | "right";

/** What is to be said about the text of the number field as it stands. */
export function copyNumberState(text: string): CopyNumberState {
  const digits = plainDigits(text);
  if (digits === "") return "empty";
  if (!/^[0-9]+$/.test(digits)) return "strange";
  if (digits.length !== DIGITS) return digits.length < DIGITS ? "short" : "long";
  return copyNumber(text) === null ? "mistyped" : "right";
}

/** The sixteen digits that a text means, or null. */
export function copyNumber(text: string): string | null {
  const digits = plainDigits(text);
  if (!/^[0-9]{16}$/.test(digits)) return null;
  return checkDigit(digits.slice(0, -1)) === Number(digits.slice(-1)) ? digits : null;
}
