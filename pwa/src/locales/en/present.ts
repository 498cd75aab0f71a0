/** Texts of the phone as a wallet (OpenID4VP); what it shares with requests by consent is said there. */
import type { Words } from "../texts";
import type zh from "../zh/present";

export default {
  keepNot: "They can read it for ten minutes only",
  may: "Show this one, too (you need not)",
  onlyThat: "Only that you have it is shown, nothing of what stands on it.",
  lacks: "This one does not have: {fields}. So it cannot be shown.",
  signed: "Your yes is signed by this phone and sent encrypted: only what stands above, only to them, only this once.",
  offline: "No network. You can answer when you are online.",
  working: "Fetching a copy for this once, signing and sending…",
  over: { title: "This request has ended", text: "It is out of time, was answered, or was opened by another wallet. Nothing was sent. Ask them to show a new code." },
  untrusted: { title: "This request cannot be trusted", text: "Its signature or its origin is wrong; somebody may have altered it. Nothing was sent. Ask them directly, or for a new code." },
  unsupported: { title: "This cannot be answered here", text: "They ask in a way that this page does not know. Nothing was sent. Use another wallet, or have them send a request of this city." },
  told: {
    given: "Shown. {name} sees only what you said yes to.",
    refused: "You said no. {name} saw nothing.",
    failed: "It was not accepted. {name} saw nothing new; if the network was lost just now, look at your history first, then ask for a new code.",
  },
  back: "Back to {name}",
  home: "My certificates",
} satisfies Words<typeof zh>;
