/**
 * Texts in two languages. Each area's texts are a file a language, loaded with the area; English has exactly the keys of
 * Chinese, by type.
 *
 * `t("wallet.count", { count: 3 })` reads `{count}` in the text. English may give two forms, "one card | {count} cards";
 * `count` picks.
 */
import { shallowReactive } from "vue";
import { type Language, settings } from "@/state/settings";
import zhShared from "./zh/shared";

/** The shape of a file of texts: the same keys, any words. */
export type Words<Texts> = { [Key in keyof Texts]: Texts[Key] extends string ? string : Words<Texts[Key]> };
export interface Texts {
  [key: string]: string | Texts;
}

interface Areas {
  shared: typeof zhShared;
  citizen: typeof import("./zh/citizen").default;
  mine: typeof import("./zh/mine").default;
  history: typeof import("./zh/history").default;
  rating: typeof import("./zh/rating").default;
  commitment: typeof import("./zh/commitment").default;
  show: typeof import("./zh/show").default;
  scan: typeof import("./zh/scan").default;
  window: typeof import("./zh/window").default;
  cases: typeof import("./zh/cases").default;
  agents: typeof import("./zh/agents").default;
  proofs: typeof import("./zh/proofs").default;
  duty: typeof import("./zh/duty").default;
  family: typeof import("./zh/family").default;
  delegations: typeof import("./zh/delegations").default;
  requests: typeof import("./zh/requests").default;
  present: typeof import("./zh/present").default;
  copies: typeof import("./zh/copies").default;
  company: typeof import("./zh/company").default;
  papers: typeof import("./zh/papers").default;
  printed: typeof import("./zh/printed").default;
  desk: typeof import("./zh/desk").default;
  kiosk: typeof import("./zh/kiosk").default;
  officer: typeof import("./zh/officer").default;
  gate: typeof import("./zh/gate").default;
  admin: typeof import("./zh/admin").default;
  access: typeof import("./zh/access").default;
}

type Path<Node> = {
  [Key in keyof Node & string]: Node[Key] extends string ? Key : `${Key}.${Path<Node[Key]>}`;
}[keyof Node & string];

export type Area = keyof Areas;
export type TextKey = Path<Areas>;
export type Values = Record<string, string | number>;

const files = import.meta.glob<{ default: Texts }>(["./zh/*.ts", "./en/*.ts"]);
const loaded = shallowReactive<Record<Language, Record<string, Texts>>>({
  zh: { shared: zhShared },
  en: {},
});
const wanted = new Set<Area>(["shared"]);

/** Load what the areas say in the language of now; what is there already costs nothing. */
export async function loadTexts(areas: readonly Area[]): Promise<void> {
  for (const area of areas) wanted.add(area);
  await loadLanguage(settings.language);
}

async function loadOne(language: Language, area: Area): Promise<void> {
  if (loaded[language][area] !== undefined) return;
  const read = files[`./${language}/${area}.ts`];
  if (read === undefined) throw new Error(`no texts for ${language}/${area}`);
  const { default: words } = await read();
  loaded[language] = { ...loaded[language], [area]: words };
}

/** Everything said so far, in this language. */
export async function loadLanguage(language: Language): Promise<void> {
  await Promise.all([...wanted].map((area) => loadOne(language, area)));
}

/** Change the language without a moment of missing words. */
export async function setLanguage(language: Language): Promise<void> {
  await loadLanguage(language);
  settings.language = language;
}

function find(language: Language, key: string): string | undefined {
  let node: string | Texts | undefined = loaded[language];
  for (const step of key.split(".")) node = typeof node === "object" ? node[step] : undefined;
  return typeof node === "string" ? node : undefined;
}

/** The text for a key. A key without a text shows itself, which the tests of the texts forbid. */
export function text(key: TextKey, values: Values = {}): string {
  const found = find(settings.language, key) ?? find("zh", key) ?? key;
  return found.includes(" | ") || found.includes("{") ? fill(found, values) : found;
}

function fill(pattern: string, values: Values): string {
  const forms = pattern.split(" | ");
  const chosen = (values["count"] === 1 ? forms[0] : forms.at(-1)) ?? pattern;
  return chosen.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
