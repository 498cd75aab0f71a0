/** Texts of the area admin: the calendar of working days. */
import type { Words } from "../..";
import type zh from "../../zh/admin/calendar";

export default {
  calendar: {
    title: "Calendar of working days",
    text: "Time limits, gaps and checks are reckoned by it.",
    source: "Source: {source}",
    working: "{count} working days in the year",
    off: "Days off: {count}",
    makeUp: "Weekend days worked: {count}",
    unknown: "The notice for {year} is not here yet: Monday to Friday are taken as working days, and dates that reach into it say that they may move. Once it is published, put the year's file into the folder holidays of the data directory and restart.",
    before: "Year before",
    after: "Year after",
    weekdays: { d1: "Mo", d2: "Tu", d3: "We", d4: "Th", d5: "Fr", d6: "Sa", d7: "Su" },
    marks: { off: "off", makeUp: "work" },
    kinds: { off: "day off", makeUp: "worked instead" },
  },
} satisfies Words<typeof zh>;
