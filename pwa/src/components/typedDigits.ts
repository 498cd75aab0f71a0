/** Telephone numbers and one-time codes as people type and paste them: full-width digits, spaces, hyphens, +86. */

/** Digits without what people put between them. */
export function tidyDigits(typed: string): string {
  return typed.normalize("NFKC").replaceAll(/[\s\-‐-―().]/g, "");
}

/** A mainland number without the country's. */
export function tidyPhone(typed: string): string {
  return tidyDigits(typed).replace(/^(?:\+|00)?86(?=1\d{10}$)/, "");
}
