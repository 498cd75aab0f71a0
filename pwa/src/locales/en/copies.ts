/** Texts of taking a certificate into another wallet. */
import type { Words } from "..";
import type zh from "../zh/copies";

export default {
  title: "Add to another wallet",
  lead: "The wallet of another app can take copies of this certificate and show them to whoever knows it. Copies follow the certificate: when it is suspended or revoked, so are they, at once. You can take them back at any time.",
  make: "Make a code",
  again: "Make another one",
  code: {
    title: "Scan this with the other wallet",
    label: "Code for another wallet to scan",
    digits: "Then type these 6 digits into that wallet",
    digitsHint: "Tell nobody the digits, and do not send them in one picture with the code.",
    open: "Open in another wallet on this phone",
    over: "The code is over and was not used.",
  },
  taken: "Taken: one copy | Taken: {count} copies",
  past: "What was added",
  none: "Not in any other wallet yet.",
  state: {
    waiting: "Waiting to be taken",
    over: "Over, not used",
    blocked: "Wrong digits too often: dead",
    withdrawn: "Taken back",
    taken: "Taken",
  },
  madeAt: "Made {time}",
  takenAt: "Taken {time}",
  wallet: "Calls itself {name} (nobody vouches for it)",
  count: "One copy, {standing} not taken back | {count} copies, {standing} not taken back",
  event: {
    credential_accepted: "Kept by the wallet",
    credential_failure: "Not stored by the wallet; the copies are invalid",
    credential_deleted: "Not accepted in the wallet; the copies are invalid",
  },
  takeBack: "Take back",
  takeBackTitle: "Take back these copies?",
  takeBackText: "The copies in that wallet become invalid at once and stay so. Your own certificate is not affected.",
  takenBack: "Taken back",
} satisfies Words<typeof zh>;
