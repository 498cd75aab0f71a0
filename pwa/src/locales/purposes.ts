/** Words for the purposes of verifiers. */
import zh from "./zh/shared";
import { text } from "./texts";

type Known = keyof typeof zh.purposes;

/** A purpose that somebody registered under another name shows as it was registered. */
export function purposeText(name: string): string {
  return Object.hasOwn(zh.purposes, name) ? text(`shared.purposes.${name as Known}`) : name;
}
