/** What a check notes beside its result and reason: a stable name and at most one value. Names never change their meaning. */

/** Every name. The value is a time in Unix seconds, a number of seconds, a text, or null, always the same for a name. */
export const NOTES = [
  "as_of", "since", "until", "signed_ago", "signed_ahead", "no_challenge", "own_nonce", "clock_behind", "not_yet_active",
  "made_after_retirement", "no_value", "regions", "type", "fields", "technical",
] as const;
export type NoteName = (typeof NOTES)[number];

export interface Note {
  readonly name: NoteName;
  readonly value: number | string | null;
}

/** A note whose name says all, or with its value. */
export function note(name: NoteName, value: Note["value"] = null): Note {
  return { name, value };
}

/** The note of an error that says something beyond its reason. */
export function technical(text: string): Note | null {
  return text ? note("technical", text) : null;
}
