/** Texts of the area admin: what is given without an application. */
import type { Words } from "../..";
import type zh from "../../zh/admin/proposals";

export default {
  proposals: {
    title: "Without applying",
    text: "Numbers are in fives, rounded down, and not told below five. Nobody sees to whom anything was offered.",
    none: "No programmes",
    noneText: "Put a programme's file into the folder `programmes`.",
    paused: "Paused",
    active: "Active",
    version: "Version {version}",
    grants: "Gives",
    register: "Looks through",
    validDays: "An offer stands for {days} days",
    offered: "Offered",
    waiting: "Waiting",
    consented: "Yes",
    refused: "No",
    expired: "Expired",
    few: "under 5",
    runs: "Newest walks",
    noRuns: "None yet; the worker walks once a day.",
    day: "Day",
    state: "State",
    running: "Running",
    done: "Done",
    lookedAt: "Records",
  },
} satisfies Words<typeof zh>;
