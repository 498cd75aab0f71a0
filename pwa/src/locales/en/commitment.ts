/** Texts of the citizen's page of a commitment. */
import type { Words } from "..";
import type zh from "../zh/commitment";

export default {
  go: "Promise instead of the missing materials",
  title: "Commitment",
  standsFor: "This promise stands for:",
  check: "A check follows within {days} working days of the decision.",
  bars: "If the promise is found false, what was issued is withdrawn, and for {years} years you may neither defer nor promise.",
  agree: "I have read and understood this, and what I promise is true",
  mustAgree: "Please read it and tick this first",
  sign: "Sign with this phone",
  nothing: "No material can be replaced by a promise.",
  later: "This cannot be signed yet. Show your certificates at the window first.",
  barred: "Until {day} you may not promise instead of a material. Please hand the materials in.",
  none: "This matter takes no promise instead of a material.",
  offline: "There is no network. A promise is signed online.",
  changed: "The case has just changed and was read again. Please read the text once more before you sign.",
  signed: "Signed on {day}",
  due: "To be checked by {day}",
  passed: "The check was passed",
  failed: "The check failed; what was issued is withdrawn",
  reason: "Reason: {reason}",
  back: "Back to the case",
} satisfies Words<typeof zh>;
