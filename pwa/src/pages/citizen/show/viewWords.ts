/**
 * A view in plain words, made from its fields: "only that I am over 18", "name and photo", "everything".
 *
 * 1. A single yes-or-no field is told as what it says about the holder. 2. The view called `everything` is everything.
 * 3. Up to three fields are named. 4. More are named by the first two and counted. 5. A picture's digest is told as the
 * picture. 6. A type that is not known leaves the view its own short name.
 */
import type { Bilingual } from "@/api/problem";
import type { TypeDescription } from "./types";

const NAMED = 3;
const PHOTO: Bilingual = { zh: "相片", en: "photo" };

interface NamedView {
  number: number;
  id: string;
  name: Bilingual;
}

/** The words for one view of a certificate type. */
export function viewWords(view: NamedView, type: TypeDescription | undefined): Bilingual {
  const fields = type?.views.find((one) => one.number === view.number)?.fields;
  if (type === undefined || fields === undefined) return view.name;
  if (view.id === "everything") return { zh: "全部信息", en: "everything" };
  return onlyAge(fields) ?? listed(inOrder(fields, type).map((name) => fieldWords(name, type)));
}

/** Rule 1. */
function onlyAge(fields: readonly string[]): Bilingual | null {
  const only = fields.length === 1 ? age(fields.join()) : null;
  return only && { zh: `只出示“${only.zh}”`, en: `only ${only.en}` };
}

/** One field in running text. */
export function fieldWords(name: string, type: TypeDescription): Bilingual {
  if (name === "portrait_digest" || name === "portrait") return PHOTO;
  const years = age(name);
  if (years !== null) return years;
  const title = type.fields.find((one) => one.name === name)?.title;
  return title === undefined ? { zh: name, en: name } : { zh: title.zh, en: uncapital(title.en) };
}

function age(name: string): Bilingual | null {
  const years = /^over_(\d+)$/.exec(name)?.[1];
  return years === undefined ? null : { zh: `已满${years}周岁`, en: `that I am over ${years}` };
}

/** The name is what people look for first; pictures and numbers are what they would not show unawares; an age is last. */
function inOrder(fields: readonly string[], type: TypeDescription): readonly string[] {
  return [...fields].sort((one, other) => weight(one, type) - weight(other, type));
}

function weight(name: string, type: TypeDescription): number {
  if (name === "name") return 0;
  if (name === "portrait_digest") return 1;
  if (name === type.number_field || name === "citizen_number") return 2;
  return age(name) === null ? 3 : 4;
}

function listed(words: readonly Bilingual[]): Bilingual {
  if (words.length <= NAMED) return { zh: joined(words, "zh", "、", "和"), en: joined(words, "en", ", ", " and ") };
  const rest = words.length - 2;
  const first = words.slice(0, 2);
  return {
    zh: `${first.map((one) => one.zh).join("、")}等${words.length}项`,
    en: `${first.map((one) => one.en).join(", ")} and ${rest} more`,
  };
}

function joined(words: readonly Bilingual[], language: keyof Bilingual, comma: string, and: string): string {
  const texts = words.map((one) => one[language]);
  const last = texts.pop() ?? "";
  return texts.length === 0 ? last : `${texts.join(comma)}${and}${last}`;
}

function uncapital(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** As the beginning of a line. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
