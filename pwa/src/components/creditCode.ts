/** A unified social credit code as people type it, and whether it can be one. */
const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** The code in its one spelling. */
export function tidyCode(typed: string): string {
  return typed.normalize("NFKC").replaceAll(/\s/g, "").toUpperCase();
}

/** Whether the check character (GB 32100) is right: catches a wrong or swapped one before anybody is asked. */
export function codeIsRight(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code)) return false;
  const sum = Array.from(code.slice(0, 17)).reduce((total, one, place) => (total + ALPHABET.indexOf(one) * 3 ** place) % 31, 0);
  return ALPHABET[(31 - sum) % 31] === code[17];
}
