/**
 * Who is at the desk, and whether the answers about it say the same.
 *
 * Rules: 1. where the matter asks who applies, the answer and the people at the desk must agree before the case is
 * accepted; 2. a case whose answer names an agent begins with the agent's code; every other code is the applicant's unless
 * the clerk says otherwise; 3. only what can still change is complained of.
 */
import type { Case } from "@/components/cases/terms";
import type { Role } from "./outbox";

/** absent: the answer says that an agent acts and none was scanned. unsaid: one was, and the answer says that none acts. */
export interface Discord {
  kind: "absent" | "unsaid";
  /** What the question would have to be answered. */
  answers: Record<string, string>;
}

type Asked = Pick<Case, "acts" | "agent" | "agent_question" | "answers">;

/** Rules 1 and 3; null while they agree, or nothing asks. */
export function discordOf(found: Asked): Discord | null {
  const asked = found.agent_question;
  if (!asked || !found.acts.includes("answer")) return null;
  const said = saysAgent(found);
  if (said === (found.agent !== null)) return null;
  return { kind: said ? "absent" : "unsaid", answers: { [asked.question]: said ? asked.other : asked.agent } };
}

/** Rule 2: whose code is likely to come next. */
export function nextRole(found: Asked | null): Role {
  return found && saysAgent(found) && found.agent === null ? "agent" : "applicant";
}

function saysAgent({ agent_question: asked, answers }: Asked): boolean {
  return asked !== null && answers[asked.question] === asked.agent;
}
