/** Shapes and words of companies' roles. */
import { shallowRef } from "vue";
import { api, ask, attempt } from "@/api/client";
import { Problem, type Bilingual } from "@/api/problem";
import type { components } from "@/api/schema";
import type { Mark } from "@/components/StatusMark.vue";

export type Company = components["schemas"]["CompanyAnswer"];
export type Member = components["schemas"]["CompanyMemberAnswer"];
export type MyRole = components["schemas"]["MyCompanyRole"];
export type MyCompanies = components["schemas"]["MyCompanies"];
export type LogLine = components["schemas"]["CompanyLogLine"];
export type Invitation = components["schemas"]["CompanyInvitationBody"];
export type Role = "administrator" | "keeper" | "agent";

/** What both sides read of a role. */
export type Limited = Pick<Member, "role" | "types" | "matters" | "until" | "uses">;

const MARKS: Record<string, Mark> = { active: "ok", invited: "warn", waiting: "warn", frozen: "bad" };
const OPEN = new Set(["active", "invited", "waiting", "frozen"]);

export const markOf = (state: string): Mark => MARKS[state] ?? "quiet";
export const isOpen = (one: { state: string }): boolean => OPEN.has(one.state);

type Names = Readonly<Record<string, Bilingual>>;

const types = shallowRef<Names>({});
const matters = shallowRef<Names>({});

/** Names of certificate types and matters by their ids and codes; one that is not known yet is asked for. */
export function useNames(): { types: typeof types; matters: typeof matters; learn: (roles: readonly Limited[]) => Promise<void> } {
  return { types, matters, learn };
}

async function learn(roles: readonly Limited[]): Promise<void> {
  const unknown = new Set(roles.flatMap((one) => one.matters).filter((code) => !(code in matters.value)));
  await Promise.all([...unknown].map(learnMatter));
  if (roles.some((one) => one.types.some((id) => !(id in types.value)))) await learnTypes();
}

export async function learnTypes(): Promise<void> {
  const answer = await attempt(() => ask(api.GET("/api/v1/certificate-types")));
  if (!(answer instanceof Problem)) types.value = Object.fromEntries(answer.items.map((one) => [one.id, one.name]));
}

async function learnMatter(code: string): Promise<void> {
  const answer = await attempt(() => ask(api.GET("/api/v1/matters/{code}", { params: { path: { code } } })));
  if (!(answer instanceof Problem)) matters.value = { ...matters.value, [code]: answer.name };
}
