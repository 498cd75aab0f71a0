/**
 * One verdict as the gate shows it, whether the office gave it or this gate did.
 *
 * Rules: 1. refused is red; accepted with any warning is amber; accepted is green; 2. fields are shown only of what was
 * accepted, never those the set-up hides; 3. which of the two verified, and whether the office was tried, is part of it;
 * 4. what this gate must be shown it must be shown whoever verified.
 */
import type { Bilingual } from "@/api/problem";
import type { Behalf } from "@/components/behalf";
import type { Accepted, Bundle, CertificateType, Check, FieldKind, FieldValue, Rejected, Verdict } from "@/certs";
import { checkText, reasonText } from "@/certs/reasons";
import type { LiveVerdict } from "./office";
import type { Colour } from "./policy";

export interface ShownField {
  name: string;
  title: Bilingual;
  kind: FieldKind;
  value: FieldValue;
}

export interface ShownCertificate {
  type: Bilingual;
  issuer: Bilingual | null;
  background: string | null;
  fields: ShownField[];
}

export interface CheckLine {
  name: string;
  title: Bilingual;
  result: "passed" | "failed" | "skipped" | "warning" | "deferred";
  text: Bilingual | null;
}

export interface GateVerdict {
  at: number;
  outcome: "accepted" | "refused";
  colour: Colour;
  reason: string | null;
  text: Bilingual | null;
  next: Bilingual | null;
  checks: CheckLine[];
  certificates: ShownCertificate[];
  /** Who showed it, where that is not its holder. */
  behalf: Behalf | null;
  typeId: string | null;
  /** 32 hexadecimal digits of the portrait's digest, where the code showed it. */
  portrait: string | null;
  how: "online" | "offline";
  /** The office was asked first and gave no answer. */
  fellBack: boolean;
  challenge: boolean;
  /** When the certificate's status was true. */
  statusAsOf: number | null;
  onceId: string | null;
  /** Milliseconds from the scan to this verdict. */
  took: number;
}

const MISSING = "required_field_missing";

type Circumstances = Pick<GateVerdict, "at" | "fellBack" | "challenge" | "took">;

export function colourOf(accepted: boolean, checks: readonly { result: string }[]): Colour {
  if (!accepted) return "red";
  return checks.some((check) => check.result === "warning") ? "amber" : "green";
}

/** A verdict that this gate reached with its bundle. */
export function ownVerdict(verdict: Verdict, bundle: Bundle | null, hidden: string[], around: Circumstances): GateVerdict {
  return {
    ...around,
    ...(verdict.accepted ? passed(verdict, bundle, hidden) : refusal(verdict)),
    colour: colourOf(verdict.accepted, verdict.checks),
    checks: verdict.checks.map(ownLine),
    typeId: verdict.type?.id ?? null,
    how: "offline",
    statusAsOf: verdict.statusAsOf,
    onceId: verdict.onceId,
  };
}

/** The office does not know what this gate must be shown: its acceptance of a code without that is a refusal here. */
export function asNeeded(live: LiveVerdict, needed: readonly string[]): LiveVerdict {
  const shown = new Set(live.certificates.flatMap((one) => one.fields.map((field) => field.name)));
  if (!live.accepted || needed.every((name) => shown.has(name))) return live;
  const { text, next } = reasonText(MISSING);
  const said = { reason: MISSING, text, next_step: next };
  const check = { name: "purpose", title: checkText("purpose"), result: "failed" as const, ...said };
  const others = live.checks.filter((one) => one.name !== check.name);
  return { ...live, ...said, accepted: false, checks: [...others, check], certificates: [] };
}

/** A verdict that the office gave. `kinds`: the certificate types this gate knows, by number. */
export function liveAsShown(
  live: LiveVerdict,
  kinds: Bundle | null,
  hidden: string[],
  around: Circumstances & { onceId: string | null },
): GateVerdict {
  const certificates = live.certificates.map((one) => liveCertificate(one, kinds, hidden, live.region));
  const fields = Object.fromEntries(live.certificates.flatMap((one) => one.fields.map((field) => [field.name, field.value])));
  return {
    ...around,
    reason: live.reason,
    text: live.text,
    next: live.next_step,
    outcome: live.accepted ? "accepted" : "refused",
    colour: colourOf(live.accepted, live.checks),
    checks: live.checks.map((check) => ({
      name: check.name,
      title: check.title,
      result: check.result,
      text: check.text,
    })),
    certificates,
    behalf: live.on_behalf ? { kind: live.on_behalf.kind, name: live.on_behalf.name, holder: nameIn(fields as Record<string, FieldValue>) } : null,
    typeId: live.certificates[0]?.type.id ?? null,
    portrait: digestOf(fields as Record<string, FieldValue>),
    how: "online",
    statusAsOf: certificates.length === 0 ? null : Date.parse(live.as_of) / 1000,
  };
}

type Outcome = Pick<GateVerdict, "outcome" | "reason" | "text" | "next" | "certificates" | "portrait" | "behalf">;

/** What an acceptance warns of is its reason. */
function passed(verdict: Accepted, bundle: Bundle | null, hidden: string[]): Outcome {
  const warning = verdict.checks.find((check) => check.result === "warning")?.reason ?? null;
  const certificates = [ownCertificate(verdict, bundle, hidden)];
  const behalf = verdict.onBehalf && { ...verdict.onBehalf, holder: nameIn(verdict.fields) };
  return { ...said(warning), outcome: "accepted", certificates, portrait: digestOf(verdict.fields), behalf };
}

function refusal(verdict: Rejected): Outcome {
  const behalf = verdict.onBehalf && { ...verdict.onBehalf, holder: null };
  return { ...said(verdict.reason), outcome: "refused", certificates: [], portrait: null, behalf };
}

function said(reason: string | null): Pick<GateVerdict, "reason" | "text" | "next"> {
  const words = reason === null ? null : reasonText(reason);
  return { reason, text: words?.text ?? null, next: words?.next ?? null };
}

function ownLine(check: Check): CheckLine {
  const text = check.reason === null ? null : reasonText(check.reason).text;
  return { name: check.name, title: checkText(check.name), result: check.result, text };
}

function ownCertificate(verdict: Accepted, bundle: Bundle | null, hidden: string[]): ShownCertificate {
  const trust = verdict.region?.trust ?? bundle?.trust;
  const issuer = abroad(verdict.region?.name, trust?.trustList.issuers.get(verdict.issuer)?.name ?? null);
  const fields = Object.entries(verdict.fields).filter(([name]) => isForPeople(name, hidden));
  return {
    type: verdict.type.name,
    issuer,
    background: verdict.type.background,
    fields: fields.map(([name, value]) => titled(verdict.type, name, value)),
  };
}

/** An issuer's name, with that of its region where that is another one. */
function abroad(region: Bilingual | undefined, issuer: Bilingual | null): Bilingual | null {
  return region && issuer ? { zh: `${region.zh} ${issuer.zh}`, en: `${region.en}, ${issuer.en}` } : issuer;
}

function liveCertificate(
  shown: LiveVerdict["certificates"][number],
  bundle: Bundle | null,
  hidden: string[],
  region: LiveVerdict["region"],
): ShownCertificate {
  const kind = shown.type.number === undefined ? undefined : bundle?.trust.catalogue.get(shown.type.number);
  return {
    type: shown.type.name,
    issuer: abroad(region?.name, region?.issuer.name ?? null),
    background: kind?.background ?? null,
    fields: shown.fields
      .filter((field) => isForPeople(field.name, hidden))
      .map((field) => ({
        name: field.name,
        title: field.label,
        kind: kind?.fields.get(field.name)?.kind ?? guessed(field.value),
        value: field.value as FieldValue,
      })),
  };
}

function titled(type: CertificateType, name: string, value: FieldValue): ShownField {
  const field = type.fields.get(name);
  return { name, title: field?.title ?? { zh: name, en: name }, kind: field?.kind ?? "text", value };
}

/** A digest says nothing to a person: the portrait it stands for does. */
function isForPeople(name: string, hidden: string[]): boolean {
  return name !== "portrait_digest" && !hidden.includes(name);
}

/** The holder's name, where it was shown. */
function nameIn(fields: Readonly<Record<string, FieldValue>>): string | null {
  const name = fields["name"] ?? fields["holder_name"];
  return typeof name === "string" ? name : null;
}

function digestOf(fields: Readonly<Record<string, FieldValue>>): string | null {
  const digest = fields["portrait_digest"];
  return typeof digest === "string" && /^[0-9a-f]{32}$/.test(digest) ? digest : null;
}

function guessed(value: unknown): FieldKind {
  return typeof value === "boolean" ? "boolean" : "text";
}
