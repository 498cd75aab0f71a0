/** Words for the purposes of verifiers. */
import zh from "./zh/shared";
import { text } from "./texts";

type Known = keyof typeof zh.purposes;

/** Whether there are words for it here. */
export function isKnownPurpose(name: string): name is Known {
  return Object.hasOwn(zh.purposes, name);
}

/** A purpose that somebody registered under another name shows as it was registered. */
export function purposeText(name: string): string {
  return isKnownPurpose(name) ? text(`shared.purposes.${name}`) : name;
}
