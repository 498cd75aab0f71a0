/** The one door to the texts. */
export { type Area, loadLanguage, loadTexts, setLanguage, text, type TextKey, type Texts, type Values, type Words } from "./texts";
export { isKnownPurpose, purposeText } from "./purposes";
export { type DateKind, useText } from "./useText";
