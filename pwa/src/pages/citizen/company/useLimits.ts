/** What a role is good for, in words: one phrase a limit. */
import { useText } from "@/locales";
import { type Limited, useNames } from "./company";

export function useLimits(): (role: Limited) => string[] {
  const { t, both, date, list } = useText();
  const { types, matters } = useNames();

  function named(ids: readonly string[], names: typeof types): string {
    return list(ids.map((id) => (names.value[id] ? both(names.value[id]) : id)));
  }

  function scope(role: Limited): string[] {
    if (role.role === "administrator") return [];
    const said: string[] = [];
    if (role.types.length) said.push(t("company.limits.types", { names: named(role.types, types) }));
    if (role.matters.length) said.push(t("company.limits.matters", { names: named(role.matters, matters) }));
    return said.length ? said : [t("company.limits.all")];
  }

  return (role) => {
    const said = scope(role);
    if (role.until) said.push(t("company.limits.until", { day: date(role.until) }));
    if (role.uses !== null) said.push(t("company.limits.uses", { count: role.uses }));
    return said;
  };
}
