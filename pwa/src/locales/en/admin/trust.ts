/** Texts of the area admin: keys and lists. */
import type { Words } from "../..";
import type zh from "../../zh/admin/trust";

export default {
  keys: {
    title: "Keys and lists",
    issuers: "Issuers and their keys",
    lists: "Lists",
    trustList: "Trust list",
    number: "No. {number}",
    published: "Published {time}",
    until: "Next by {time}",
    noTrustList: "No trust list was published yet",
    bundle: "Bundle",
    bundleText: "A gate gets no. {number} now; it is signed anew at most every {seconds} seconds and lasts {hours} hours",
    statusLists: "Status lists",
    shard: "List {number}, version {version}",
    used: "{used} of {size} used",
    invalid: "{count} invalid",
    suspended: "{count} suspended",
    types: "May sign 1 certificate type | May sign {count} certificate types",
    platform: "The platform itself: signs trust list, status lists, bundle and receipts; no certificates",
    none: "No key yet",
    states: { pending: "Pending", active: "Active", retired: "Retired", compromised: "Compromised" },
    signs: "Signs now",
    thumbprint: "Thumbprint",
    kid: "Id in codes",
    from: "Active from",
    retired: "Retired",
    compromised: "Compromised since",
    state: "State",
    newKeyHint: "Making, rotating and giving up keys is done from the command line (liangma keys); each act is logged.",
  },
} satisfies Words<typeof zh>;
