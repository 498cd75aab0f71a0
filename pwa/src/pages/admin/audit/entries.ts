/** Entries of the log in words: known actions by name, details as pairs. */
import { text } from "@/locales";
import zh from "@/locales/zh/admin";

type Action = keyof typeof zh.audit.actions;

/** Every action the office writes into its log, as written there. */
export const ACTIONS = [
  "audit.checked", "batch.chunk", "batch.made", "batch.read", "batch.approved", "batch.paused", "batch.resumed", "batch.cancelled", "batch.stopped", "batch.done", "case.opened", "case.form_filled", "case.submitted", "case.scanned", "case.material_provided", "case.material_missing",
  "case.accepted", "case.deferred", "case.completed", "case.expired", "case.lapsed", "case.taken", "case.approved", "case.rejected",
  "case.withdrawn", "case.part_opened", "case.consent_asked", "case.consented", "case.consent_declined", "case.agent_scanned", "case.agent_named", "case.agent_removed", "case.applicant_named", "case.applicant_refused", "case.answered", "case.weighed", "case.late", "case.committed", "cases.forgotten", "months.dropped", "privacy.rotated", "privacy.device_key", "privacy.exported", "privacy.erased", "privacy.taken", "backup.made", "case.check_late", "case.check_passed", "case.check_failed",
  "bar.set", "bar.lifted",
  "certificate.issued", "certificate.looked_up", "certificate.suspended", "certificate.resumed", "certificate.withdrawn",
  "certificate.cancelled", "certificate.lapsed", "certificate.transferred", "certificate.revoked", "certificate.superseded",
  "certificate.changed", "certificate.renewed", "codes.reported", "code.double_use", "follow_up.late", "follow_up.number_read", "follow_up.called", "follow_up.closed",
  "follow_up.answered", "identity_matched", "identity_refused",
  "identity_released", "issuer.allowed", "issuer.created", "key.compromised", "key.made", "key.rotated", "key.suspended", "key.lifted", "key_decision.asked", "key_decision.agreed", "key_decision.refused", "key_decision.taken_back", "key_decision.waits", "issuer.withdrawn", "revocation.asked", "revocation.agreed", "revocation.refused", "staff_vouched", "matters.imported", "matters.retired", "matters.saved", "partner_added",
  "partner_closed", "partner.applied", "partner.approved", "partner.credential_ended", "partner.rejected", "partner.resumed", "partner.rotated",
  "partner.suspended", "partner.withdrawn", "proposal.consented", "proposal.refused", "proposal.refusal_taken_back", "proposals.run",
  "rating.given", "records.imported",
  "region.proposed", "region.approved", "region.suspended", "region.ended", "region.taken", "region.not_taken",
  "seal.proposed", "seal.approved", "seal.stop_asked", "seal.stop_taken_back", "seal.stopped", "seal.used", "seal.authority", "printed_code.printed", "printed_code.revoked", "printed_code.card_refused",
  "sealed_copy.made", "sealed_copy.printed", "sealed_copy.recalled",
  "sign_in", "sign_in_ended",
  "device_registered", "device_renamed", "device_removed", "passkey_added", "passkey_removed", "passkey_blocked", "typed_code.posted", "typed_code.cancelled",
  "desktop_approved", "desktop_refused", "kiosk_registered", "kiosk_set_up", "kiosk_setup_asked", "kiosk_stopped", "kiosk_visit", "kiosk_visit_ended", "staff_added", "staff_dismissed",
  "staff_sign_in_refused", "trust_list.published", "verdict.accepted", "verdict.rejected", "verdict.reported", "verifier.registered",
  "copies.ended", "copies.issued", "copies.put_off", "showing.allowed", "showing.ended", "offer.made", "offer.taken", "offer.withdrawn", "wallet.authorised", "wallet.code_used_twice",
  "company.invited", "company.accepted", "company.declined", "company.confirmed", "company.removed", "company.left", "company.represented_anew", "company.frozen", "company.unfrozen",
  "delegation.offered", "delegation.claimed", "delegation.accepted", "delegation.refused", "delegation.withdrawn", "delegation.returned", "delegation.above", "delegation.lost",
  "request.asked", "request.claimed", "request.given", "request.refused", "request.read", "request.withdrawn",
  "death.recorded", "death.corrected", "death.settled", "family_record.asked", "family_record.approved", "family_record.refused",
  "guardian.confirmed", "guardian.appointed", "guardian.barred", "guardian.ended", "guardian.frozen", "guardian.unfrozen", "guardian.phone_allowed", "guardian.saw_readers", "guardian.took_data",
  "duty_check.asked", "duty_check.approved", "duty_check.refused", "duty_check.seen", "duty_check.unusual",
  "proof.asked", "proof.attached", "proof.issued", "proof.refused", "proof.reused", "proof.withdrawn",
  "verifier.withdrawn", "webhook.paused", "webhook.removed", "webhook.resumed", "webhook.sent_again", "webhook.set", "webhook.tested", "presentation.asked", "presentation.declined",
] as const;

export const PERSON = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** `certificate.issued` in words; an action without a name is told as it is. */
export function actionName(action: string): string {
  const key = action.replaceAll(".", "_");
  return key in zh.audit.actions ? text(`admin.audit.actions.${key as Action}`) : action;
}

/** The detail's JSON as name and value; what is not an object is shown whole. */
export function pairsOf(detail: string): [string, string][] {
  let read: unknown;
  try {
    read = JSON.parse(detail);
  } catch {
    return [["", detail]];
  }
  if (typeof read !== "object" || read === null || Array.isArray(read)) return [["", detail]];
  return Object.entries(read).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);
}

/** What an earlier check found, from its own entry. Null when the entry is none of a check. */
export function checkOf(entry: { action: string; detail: string }): { entries: number; breaks: number } | null {
  if (entry.action !== "audit.checked") return null;
  const found = new Map(pairsOf(entry.detail));
  return { entries: Number(found.get("entries") ?? 0), breaks: Number(found.get("breaks") ?? 0) };
}
