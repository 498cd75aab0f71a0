/** What the office says of cases in which I act for somebody. */
import type { components } from "@/api/schema";

export type Agency = components["schemas"]["AgencyAnswer"];
