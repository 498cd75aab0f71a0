/** Texts of what can be had without applying. */
import type { Words } from "../..";
import type zh from "../../zh/citizen/proposals";

export default {
  proposal: {
    title: "Without applying",
    card: "You can have: {name}",
    cardFor: "{holder} can have: {name}",
    noForm: "No form. One tap is enough.",
    why: "Why you",
    lookedAt: "What was looked at",
    lookedAtText: "Only the system compared it. Nobody was shown anything.",
    says: "What it will say",
    who: "Who learns of it",
    office: "Issued by",
    basis: "Legal basis",
    until: "Please answer by {day}",
    yes: "Yes, give it to me",
    later: "Not now",
    no: "No, thank you",
    refusing: "After a no you are not asked again. You can change it until {day}.",
    refused: "You said no, and nobody knows. You can change it until {day}.",
    takeBack: "I changed my mind",
    done: "Done. The certificate is on your phone.",
    open: "See the certificate",
    show: "Show its code",
    expired: "This has expired. If you still want it, apply for it among the matters.",
    changed: "What is registered, or the conditions, have changed. It can no longer be given.",
    held: "You have this certificate already.",
    unknown: { title: "Not found", text: "It is not for you, or is no longer there." },
    home: "To the first page",
  },
} satisfies Words<typeof zh>;
