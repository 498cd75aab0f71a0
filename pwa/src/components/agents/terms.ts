/** What a case's own documents say of who acts for the applicant: at the window, on both phones, at the officer's desk. */
import type { components } from "@/api/schema";

export type Agent = NonNullable<components["schemas"]["CaseAnswer"]["agent"]>;
/** What an agent acts on: an authorisation signed on the applicant's phone, a letter, or the applicant who stands beside. */
export type Basis = Agent["basis"];
