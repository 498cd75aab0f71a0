/** Texts of the page that says whom an address is for. */
import type { Words } from "..";
import type zh from "../zh/access";

export default {
  title: "This account cannot open this page",
  signedIn: "You are signed in as: {role}. This page is for: {roles}.",
  and: ", ",
  may: "What this account can open",
  other: "Sign in as another person",
  otherText: "Ends the sign-in of now; the new one comes back to this page.",
  roles: {
    citizen: "citizen",
    window: "window clerk",
    department: "department administrator",
    officer: "deciding officer",
    operator: "system administrator",
    security: "security administrator",
    auditor: "audit administrator",
    somebody: "another account",
  },
  pages: { wallet: "My certificates", matters: "Matters", desk: "Cases at the window", check: "Check without a case", officer: "Cases to decide", checks: "Checks of commitments" },
} satisfies Words<typeof zh>;
