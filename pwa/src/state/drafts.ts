/**
 * What was ticked and typed for an application and is not sent yet: kept on this phone against loss, for the account
 * that typed it, until it is sent or that account signs out; another account that signs in here finds nothing, and what it
 * finds not its own is thrown away.
 */
import { database } from "./database";
import { session } from "./session";

export interface Draft {
  ticked: string[];
  typed: Record<string, string>;
}

interface KeptDraft extends Draft {
  subject: string;
}

const nameOf = (caseNo: string): string => `case:${caseNo}`;

export async function readDraft(caseNo: string): Promise<Draft | null> {
  const db = await database().catch(() => null);
  const kept = (await db?.get("drafts", nameOf(caseNo))) as KeptDraft | undefined;
  if (kept === undefined) return null;
  if (kept.subject === session.subject) return kept;
  await forgetDraft(caseNo);
  return null;
}

/** Whether the browser kept it. */
export async function keepDraft(caseNo: string, { ticked, typed }: Draft): Promise<boolean> {
  const kept: KeptDraft = { subject: session.subject ?? "", ticked: [...ticked], typed: { ...typed } };
  try {
    await (await database()).put("drafts", kept, nameOf(caseNo));
    return true;
  } catch {
    return false; // storage is full or blocked: it lives as long as the page
  }
}

export async function forgetDraft(caseNo: string): Promise<void> {
  const db = await database().catch(() => null);
  await db?.delete("drafts", nameOf(caseNo));
}
