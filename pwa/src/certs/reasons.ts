/** What each reason, check and result is called, in Chinese and English. The table is the vault's own (reasons.json). */
import { type Bilingual } from "./members";
import table from "./reasons.json";

/** What happened, and what to do next. */
export interface ReasonText {
  readonly text: Bilingual;
  readonly next: Bilingual;
}

const REASONS: Readonly<Record<string, ReasonText>> = table.reasons;
const CHECKS: Readonly<Record<string, Bilingual>> = table.checks;
const RESULTS: Readonly<Record<string, Bilingual>> = table.results;

/** Every reason code. */
export const REASON_CODES: readonly string[] = Object.keys(REASONS);

/** The words for a reason; a code of a later version is said to be one. */
export function reasonText(code: string): ReasonText {
  if (Object.hasOwn(REASONS, code)) return REASONS[code] as ReasonText;
  const text = { zh: `未通过：${code}`, en: `Refused: ${code}` };
  return { text, next: { zh: "不要接受此码，请更新本页面。", en: "Do not accept this code, and update this page." } };
}

/** The name of a check, such as issuer_signature. */
export function checkText(name: string): Bilingual {
  return CHECKS[name] ?? { zh: name, en: name };
}

/** The name of a check's result, such as passed. */
export function resultText(result: string): Bilingual {
  return RESULTS[result] ?? { zh: result, en: result };
}
