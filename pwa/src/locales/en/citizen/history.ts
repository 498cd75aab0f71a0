/** Texts of the citizen's pages: the history. */
import type { Words } from "../..";
import type zh from "../../zh/citizen/history";

export default {
  history: {
    title: "History",
    lead: "Who looked at your certificates, when, and at what. Names of fields are kept, never what they say.",
    filter: "Filter",
    filterOn: "Filter ({count})",
    clear: "Clear filter",
    certificate: "Certificate",
    kind: "Who checked",
    outcome: "Result",
    from: "From",
    to: "To",
    all: "All",
    kinds: { window: "Service window", partner: "Third party", office: "The office you applied to online", unknown: "No longer registered" },
    outcomes: { accepted: "Accepted", rejected: "Refused" },
    caseNo: "Case number",
    shown: "What was seen",
    offline: "Checked by a gate without a network, reported later",
    nothingShown: "Nothing was seen",
    place: "Where",
    and: ", ",
    colon: ": ",
    more: "Earlier entries",
    end: "There is nothing earlier",
    count: "{count} entry | {count} entries",
    today: "Today",
    yesterday: "Yesterday",
    empty: { title: "Nothing yet", text: "Once you show a code, who saw it and what they saw is kept here." },
    emptyFiltered: { title: "Nothing fits", text: "Try another filter, or clear it." },
    duty: "A check under a legal duty, without your phone",
    withdrawn: "Taken back",
    consent: "See what you agreed to",
    receipt: "Download receipt",
  },
} satisfies Words<typeof zh>;
