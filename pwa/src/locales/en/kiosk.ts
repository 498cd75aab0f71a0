/** Texts of kiosks. */
import type { Words } from "../texts";
import type zh from "../zh/kiosk";

export default {
  title: "Kiosk",
  hello: "Hello, {name}",
  leave: "Finish and forget me",
  setUp: {
    title: "Set up this kiosk",
    text: "Register the kiosk in the administration, and type the set-up code here. It works once, within an hour.",
    code: "Set-up code",
    hint: "10 letters and digits, in either case",
    go: "Set up",
  },
  enter: {
    lead: "See your certificates and cases, print a code. First, let us know who you are.",
    show: "Show your code",
    showText: "Open the code of your identity card on your phone, or take a printed one, and hold it before the camera or scanner.",
    phone: "Scan this with your phone",
    phoneText: "Scan it with Liangma and type the number on the screen.",
    forgets: "After a few minutes without a touch you are signed out. Nothing stays on this machine.",
  },
  own: {
    cards: "My certificates ({count})",
    noCards: "No certificates yet.",
    phone: "Only what was shown. To see all certificates and cases, come in with your phone.",
    cases: "My cases",
  },
  matters: {
    title: "What would you like to do?",
    find: "Find a matter",
    go: "Find",
    none: "Nothing found. Try other words.",
  },
  matter: {
    there: "Already there: do not bring it",
    bring: "Please bring it",
    phone: "To print a code here, come in with your phone; without a phone, a window prints one.",
    maybe: "Bring it if you have it",
    situations: "This is the usual list; the window looks at your own situation.",
    print: "Print a code",
    printed: "Printed; please take it. Show it at a window today; it works once.",
  },
  paper: {
    title: "Liangma · printed code",
    terms: "Good on {day} only, for this matter, once",
    number: "No.",
    lost: "If lost, have it revoked at a window",
  },
  still: {
    title: "Are you still there?",
    text: "You will be signed out and forgotten in one second | You will be signed out and forgotten in {count} seconds",
    stay: "I am here",
  },
} satisfies Words<typeof zh>;
