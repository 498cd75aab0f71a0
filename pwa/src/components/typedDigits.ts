/** Telephone numbers and one-time codes as people type and paste them: full-width digits, spaces, hyphens, +86. */

/** Digits without what people put between them. */
export function tidyDigits(typed: string): string {
  return typed.normalize("NFKC").replaceAll(/[\s\-‐-―().]/g, "");
}

const LANDLINE = "(?:10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{6,7}";
const NUMBER = new RegExp(`^(?:1[3-9][0-9]{9}|0${LANDLINE}|400[0-9]{7})$`);
const WITHOUT_ZERO = new RegExp(`^${LANDLINE}$`);

/** What the office keeps of a telephone number, or null where it is none: `backend/cases/telephone.py`, same vectors. */
export function telephoneOf(typed: string): string | null {
  const text = typed.normalize("NFKC").replaceAll(/[\s.()\u2010-\u2015\u2212-]/g, "");
  const bare = text.replace(/^(?:(?:\+|00)86|86(?=1[3-9][0-9]{9}$))/, "");
  if (NUMBER.test(bare)) return bare;
  return bare !== text && WITHOUT_ZERO.test(bare) ? `0${bare}` : null;
}

/** A mainland number without the country's. */
export function tidyPhone(typed: string): string {
  return tidyDigits(typed).replace(/^(?:\+|00)?86(?=1\d{10}$)/, "");
}
