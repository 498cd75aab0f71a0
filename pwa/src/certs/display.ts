/** Field values as a person reads them, in Chinese and English: dates, yes and no, open ends, people, masks. */
import { type Fields, type FieldValue, type Person } from "./fields";
import { type Bilingual } from "./members";
import { type CertificateType, type FieldKind, type FieldType } from "./types";

/** One line of a certificate. A digest (of the portrait) has no text worth reading: pages leave its line out. */
export interface Line {
  readonly name: string;
  readonly kind: FieldKind;
  readonly label: Bilingual;
  readonly text: Bilingual;
}

const NO_END: Bilingual = { zh: "长期", en: "No end" };
const YES: Bilingual = { zh: "是", en: "Yes" };
const NO: Bilingual = { zh: "否", en: "No" };
const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];
const CODE_TYPES: Readonly<Record<string, Bilingual>> = {
  "001": { zh: "统一社会信用代码", en: "credit code" },
  "111": { zh: "居民身份证", en: "resident ID card" },
  "411": { zh: "外交护照", en: "diplomatic passport" },
  "412": { zh: "公务护照", en: "service passport" },
  "413": { zh: "公务普通护照", en: "passport for public affairs" },
  "414": { zh: "普通护照", en: "passport" },
  "511": { zh: "台湾居民来往大陆通行证", en: "Taiwan resident's travel permit" },
  "516": { zh: "港澳居民来往内地通行证", en: "Hong Kong or Macao resident's travel permit" },
  "999": { zh: "其他证件", en: "other document" },
};

/** The shown fields of a certificate, in the order they came. */
export function linesOf(type: CertificateType, fields: Fields): Line[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const field = type.fields.get(name);
    return field ? [{ name, kind: field.kind, label: field.title, text: textOf(field.kind, value) }] : [];
  });
}

/** One value, whole. */
export function textOf(kind: FieldKind, value: FieldValue): Bilingual {
  if (value === null) return NO_END;
  if (typeof value === "boolean") return value ? YES : NO;
  if (typeof value === "object") return people(value, ({ name }) => name, ({ code }) => code);
  return kind === "date" ? dateText(String(value)) : same(String(value));
}

/** An ISO day such as 2024-10-04 in words. */
export function dateText(iso: string): Bilingual {
  const [year = 0, month = 0, day = 0] = iso.split("-").map(Number);
  return { zh: `${year}年${month}月${day}日`, en: `${day} ${MONTHS[month - 1] ?? ""} ${year}` };
}

/** One value for a screen that others see: what the field's mask hides is replaced by *. */
export function maskedText({ kind, mask, open }: Pick<FieldType, "kind" | "mask" | "open">, value: FieldValue): Bilingual {
  if (value === null) return open ? NO_END : same("");
  if (typeof value === "object") return people(value, ({ name }) => hide(name, 1, 0), ({ code }) => hide(code, 4, 4));
  if (mask === null || typeof value === "boolean") return textOf(kind, value);
  return same(mask === "all" ? "***" : hideBy(mask, String(value)));
}

function hideBy(mask: string, text: string): string {
  const [, head = 0, tail = 0] = mask.split(" ").map(Number);
  return hide(text, head, tail);
}

/** `text` with all but its ends hidden; a short one is hidden whole. Characters are counted, not their halves. */
export function hide(text: string, head: number, tail: number): string {
  const letters = Array.from(text);
  if (letters.length <= head + tail) return "*".repeat(letters.length);
  const hidden = "*".repeat(letters.length - head - tail);
  return letters.slice(0, head).join("") + hidden + letters.slice(letters.length - tail).join("");
}

type Part = (person: Person) => string;

function people(everyone: readonly Person[], name: Part, code: Part): Bilingual {
  const kindOf = ({ code_type }: Person): Bilingual => CODE_TYPES[code_type] ?? same(code_type);
  return {
    zh: everyone.map((one) => `${name(one)}（${kindOf(one).zh} ${code(one)}）`).join("；"),
    en: everyone.map((one) => `${name(one)} (${kindOf(one).en} ${code(one)})`).join("; "),
  };
}

function same(text: string): Bilingual {
  return { zh: text, en: text };
}
