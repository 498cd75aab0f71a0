/** Names of fields in words, from the types of a bundle; a name that no type knows stays as it is. */
import type { Bundle } from "@/certs";
import { useText } from "@/locales";
import { held } from "@/state/gate/gate";

/** `bundle`: the one to look names up in; by default the one in use. */
export function useFieldNames(bundle: () => Bundle | null = () => held.bundle): (name: string) => string {
  const { t, both } = useText();
  return (name) => {
    if (name === "portrait_digest") return t("gate.setUp.portraitField"); // a digest says nothing to a person
    for (const type of bundle()?.trust.catalogue.values() ?? []) {
      const field = type.fields.get(name);
      if (field !== undefined) return both(field.title);
    }
    return name;
  };
}
