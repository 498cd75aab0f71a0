/**
 * Which character a key of a United States keyboard makes, by `event.code`.
 *
 * A scanner gun is such a keyboard. `event.key` is not used: under a Chinese input method it is "Process" or a
 * full-width sign, while the code still names the key that went down.
 */
export interface Stroke {
  code: string;
  shiftKey: boolean;
}

const PLAIN: Record<string, string> = {
  Space: " ", Minus: "-", Equal: "=", Slash: "/", Period: ".", Comma: ",", Semicolon: ";", Quote: "'",
  NumpadAdd: "+", NumpadSubtract: "-", NumpadMultiply: "*", NumpadDivide: "/", NumpadDecimal: ".",
};
const SHIFTED: Record<string, string> = {
  Space: " ", Minus: "_", Equal: "+", Slash: "?", Period: ">", Comma: "<", Semicolon: ":", Quote: '"',
  NumpadAdd: "+", NumpadSubtract: "-", NumpadMultiply: "*", NumpadDivide: "/",
};
const OVER_DIGITS = ")!@#$%^&*(";

/** The character, letters always as capitals (codes have no small ones, addresses no meaning in case); "" if none. */
export function characterOf(stroke: Stroke): string {
  const { code, shiftKey } = stroke;
  if (/^Key[A-Z]$/.test(code)) return code.charAt(3);
  if (/^Digit[0-9]$/.test(code)) return shiftKey ? OVER_DIGITS.charAt(Number(code.charAt(5))) : code.charAt(5);
  if (/^Numpad[0-9]$/.test(code)) return code.charAt(6);
  return (shiftKey ? SHIFTED[code] : PLAIN[code]) ?? "";
}

/** The keys by which a gun says that the code is whole. */
export function isEndKey(code: string): boolean {
  return code === "Enter" || code === "NumpadEnter" || code === "Tab";
}
