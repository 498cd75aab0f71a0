/** The ten-digit number typed by hand: nine digits and a check digit by ISO 7064 MOD 11,10. */

/** The check digit of nine digits; catches every single wrong digit and nearly every exchange of neighbours. */
export function checkDigit(nine: string): number {
  let product = 10;
  for (const digit of nine) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10;
}

/** Digits of what was typed: full-width ones made plain, spaces and dashes left out. Anything else stays and shows. */
export function plainDigits(text: string): string {
  return text.normalize("NFKC").replace(/[\s\-‐-―]/g, "");
}

export type TypedState = "empty" | "strange" | "short" | "long" | "mistyped" | "right";

/** What is to be said about the text of the number field as it stands. */
export function typedState(text: string): TypedState {
  const digits = plainDigits(text);
  if (!digits) return "empty";
  if (!/^[0-9]+$/.test(digits)) return "strange";
  if (digits.length !== 10) return digits.length < 10 ? "short" : "long";
  return checkDigit(digits.slice(0, 9)) === Number(digits[9]) ? "right" : "mistyped";
}

/** The number, or null unless it is whole and its check digit right. */
export function typedNumber(text: string): string | null {
  return typedState(text) === "right" ? plainDigits(text) : null;
}

/** As it is shown and read aloud: 123 456 7890. */
export function spaced(number: string): string {
  return `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`.trimEnd();
}
