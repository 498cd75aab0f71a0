/** Texts of the area admin. */
import type { Words } from "..";
import type zh from "../zh/admin";
import calendar from "./admin/calendar";
import catalogue from "./admin/catalogue";
import editing from "./admin/editing";
import halls from "./admin/halls";
import log from "./admin/log";
import messages from "./admin/messages";
import numbers from "./admin/numbers";
import partners from "./admin/partners";
import proposals from "./admin/proposals";
import regions from "./admin/regions";
import ratings from "./admin/ratings";
import seals from "./admin/seals";
import trust from "./admin/trust";
import work from "./admin/work";

export default {
  signIn: {
    title: "Administration sign-in",
    text: "Sign in with an administration account. The one-time password is in your authenticator; it changes every 30 seconds and works once.",
  },
  nav: {
    label: "Administration",
    numbers: "Overview",
    certificates: "Certificates",
    batches: "Batches",
    imports: "Imports",
    keys: "Keys and lists",
    partners: "Partners",
    regions: "Regions",
    family: "Family records",
    seals: "Seals",
    kiosks: "Kiosks",
    freezes: "Frozen roles",
    proposals: "Without applying",
    ratings: "Ratings",
    followUps: "Follow-ups",
    audit: "Audit log",
    check: "Log check",
    catalogue: "Catalogue",
    signOut: "Sign out",
  },
  roles: {
    department: "Department administrator",
    operator: "System administrator",
    security: "Security administrator",
    auditor: "Audit administrator",
  },
  more: "Show more",
  noMore: "That is all",
  reload: "Refresh",
  chooseFile: "Choose a file",
  asOf: "As of {time}",
  unknownType: "type {number}",
  ...numbers,
  ...partners,
  ...messages,
  ...halls,
  ...proposals,
  ...regions,
  ...seals,
  ...ratings,
  ...work,
  ...trust,
  ...log,
  ...catalogue,
  ...calendar,
  ...editing,
} satisfies Words<typeof zh>;
