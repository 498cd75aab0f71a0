/**
 * The rules by which a code is accepted. `verify` never throws on what it was handed: a refusal is a value.
 *
 * The checks, in this order; after the first failure the rest are skipped:
 *  1. form               an LM1 view code, canonical in every layer (a pack needs the server)
 *  2. trust              the trust list and the bundle are current, and this clock is not behind them
 *  3. issuer             the issuer is in the trust list
 *  4. issuer_key         its key is known and usable: not pending, compromised, or retired before the view was made
 *  5. issuer_signature   the view is signed by that key
 *  6. type               the certificate type is known, and this issuer may issue it
 *  7. view_validity      the view has not expired and was not made for longer than any view may live
 *  8. device_signature   the code is signed by the device named in the view
 *  9. audience           the code is for anybody or for this verifier; with a challenge, for this verifier by name,
 *                        which from another region is its id and this city; one that is shown on somebody's behalf is
 *                        for verifiers of this kind
 * 10. challenge          the code answers this verifier's challenge, where it set one
 * 11. freshness          the code was signed within the window around now, unless the nonce is the caller's own
 * 12. replay             the code's one-time id was not seen before
 * 13. status             the certificate is neither revoked nor suspended, as of a list fresh enough
 * 14. fields             every label belongs to the type and every value to its field
 * 15. purpose            the type and fields are permitted, and the needed ones are there
 * A key that is not of this region is looked for in the regions it recognises; of a code of such a region rules 2 to 6,
 * 13 and 14 ask what that region published, and type and fields are then what they are here (see `regions`).
 */
import { type Bytes, toHex } from "./bytes";
import { type Bundle } from "./bundle";
import { CertsError, MalformedError } from "./errors";
import { type Fields, readFields } from "./fields";
import * as lm1 from "./lm1";
import { type Note, note, technical } from "./notes";
import { PLACES } from "./place";
import { type Outcome, PASSED, audience, challenge, failed, freshness, replay, signedBy } from "./shown";
import { INVALID, SUSPENDED, VALID } from "./status";
import { asHere, ofKey, typeHere } from "./regions";
import { type Issuer, type IssuerKey, type Region, type Trust } from "./trust";
import { type CertificateType } from "./types";
import { type Accepted, CHECKS, type Check, type CheckName, type Rejected, type Required, type Seen, type Verdict } from "./verdict";

export const VIEW_LIFE = 15 * 86_400;
export const CLOCK_LEEWAY = 300;

/** What a verifier brings to a code: trust, requirement, time, memory. */
export interface Means {
  readonly trust: Trust;
  readonly required: Required;
  /** Unix seconds. */
  readonly now: number;
  readonly seen: Seen;
}

/** One code under examination, and what the rules have found so far. */
interface Examination extends Means {
  readonly code: lm1.ViewCode;
  /** What is trusted here, where the code is of another region; `trust` is then what is there. */
  readonly home: Trust | null;
  readonly candidates: readonly Region[];
  readonly region: Region | null;
  issuer: Issuer | null;
  key: IssuerKey | null;
  genuine: boolean;
  type: CertificateType | null;
  fields: Fields;
  statusAsOf: number | null;
}

/** The verdict on the text of a code. */
export async function verify(text: unknown, means: Means): Promise<Verdict> {
  try {
    const code = await lm1.parse(text);
    return code.kind === "pack" ? unread("pack_needs_server", null, code.onceId) : await verifyParsed(code, means);
  } catch (error) {
    if (error instanceof MalformedError) return unread(error.reason, technical(error.detail), null);
    throw error;
  }
}

/** The same for a view code that `lm1.parse` gave. */
export async function verifyParsed(code: lm1.ViewCode, means: Means): Promise<Verdict> {
  const blank = { issuer: null, key: null, genuine: false, type: null, fields: {}, statusAsOf: null };
  const examined: Examination = { ...means, code, ...blank, ...abroad(means.trust, code) };
  const checks: Check[] = [{ name: "form", ...PASSED }];
  for (const [place, [name, rule]] of RULES.entries()) {
    const outcome = await rule(examined);
    checks.push({ name, ...outcome });
    if (outcome.result === "failed") {
      checks.push(...RULES.slice(place + 1).map(([later]) => skipped(later)));
      return rejected(examined, outcome.reason ?? "malformed", checks);
    }
  }
  return accepted(examined, checks);
}

/** What a gate needs to verify offline. `verifierId`: its own id; `challenge`: the 8 bytes it showed. */
export interface OfflineCheck extends Partial<Pick<Required, "permitted" | "needed" | "staleOk" | "audienceHere">> {
  readonly text: string;
  readonly bundle: Bundle;
  readonly verifierId: string;
  readonly challenge?: Bytes | null;
  readonly now: number;
  readonly seen: Seen;
}

/** The verdict of a gate without network, by its bundle and that bundle's policy. */
export async function verifyOffline({ text, bundle, verifierId, now, seen, ...asked }: OfflineCheck): Promise<Verdict> {
  const required: Required = {
    audience: verifierId,
    audienceHere: asked.audienceHere ?? null,
    challenge: asked.challenge ?? null,
    nonceOk: false,
    permitted: asked.permitted ?? null,
    needed: asked.needed ?? new Set(),
    iatPast: bundle.policy.iatPast,
    iatFuture: bundle.policy.iatFuture,
    staleOk: asked.staleOk ?? false,
    place: PLACES.offline,
  };
  return verify(text, { trust: bundle.trust, required, now, seen });
}

/** Where a key that is not ours is looked for. */
function abroad(trust: Trust, { view }: lm1.ViewCode): Pick<Examination, "trust" | "home" | "candidates" | "region"> {
  const own = trust.trustList.issuers.get(view.issuer)?.keys.has(toHex(view.kid)) ?? false;
  const candidates = own ? [] : ofKey(trust, view);
  const [region] = candidates;
  if (!region || candidates.length > 1) return { trust, home: null, candidates, region: null };
  return { trust: region.trust, home: trust, candidates, region };
}

function trustRule({ trust, home, required, now }: Examination): Outcome {
  if (!home) return currentRule(trust, required, now, null);
  const here = currentRule(home, required, now, null);
  const there = currentRule(trust, required, now, "region_stale");
  return here === PASSED || (there.result === "failed" && here.result !== "failed") ? there : here;
}

function currentRule(trust: Trust, required: Required, now: number, otherwise: string | null): Outcome {
  if (now < Math.max(trust.asOf, trust.trustList.iat) - CLOCK_LEEWAY) {
    return failed(otherwise ?? "trust_list_stale", note("clock_behind"));
  }
  if (now > trust.trustList.nextUpdate) return stale(required, otherwise ?? "trust_list_stale", trust.trustList.nextUpdate);
  if (trust.nextUpdate !== null && now > trust.nextUpdate) return stale(required, otherwise ?? "bundle_stale", trust.nextUpdate);
  return PASSED;
}

function issuerRule(examined: Examination): Outcome {
  const { candidates } = examined;
  if (candidates.length > 1) return failed("region_ambiguous", note("regions", candidates.map((region) => region.id).join(", ")));
  examined.issuer = examined.trust.trustList.issuers.get(examined.code.view.issuer) ?? null;
  return examined.issuer ? PASSED : failed("unknown_issuer");
}

function issuerKeyRule(examined: Examination): Outcome {
  const { view } = examined.code;
  const key = examined.issuer?.keys.get(toHex(view.kid));
  if (!key) return failed("unknown_key");
  examined.key = key;
  // A thief can date a view as he likes, so none of this key's views can be believed.
  if (key.state === "compromised") return failed("key_compromised");
  if (key.state === "pending" || examined.now < key.activeFrom) return failed("key_not_active", note("not_yet_active"));
  return madeAfterRetirement(view.exp, key) ? failed("key_not_active", note("made_after_retirement")) : PASSED;
}

function madeAfterRetirement(exp: number, { state, retiredAt }: IssuerKey): boolean {
  return state === "retired" && (retiredAt === null || exp > retiredAt + VIEW_LIFE);
}

async function issuerSignatureRule(examined: Examination): Promise<Outcome> {
  if (!examined.key) return failed("unknown_key");
  const outcome = await signedBy(examined.key.public, examined.code.view, "issuer_signature_invalid");
  examined.genuine = outcome === PASSED;
  return outcome;
}

function typeRule(examined: Examination): Outcome {
  const { code: { view }, home, region } = examined;
  const type = examined.trust.catalogue.get(view.type);
  if (!type) return failed(region ? "type_not_recognised" : "unknown_type");
  examined.type = type;
  const allowed = examined.issuer?.types.has(view.type) && type.issuers.has(view.issuer);
  if (!allowed) return failed("type_not_allowed_for_issuer");
  return isRecognised(type, region, home) ? PASSED : failed("type_not_recognised", note("type", type.id));
}

function isRecognised(type: CertificateType, region: Region | null, home: Trust | null): boolean {
  return !region || !home || typeHere(region, type, home) !== null;
}

function viewValidityRule({ code, now }: Examination): Outcome {
  const { exp } = code.view;
  if (now >= exp) return failed("view_expired", note("since", exp));
  return exp > now + VIEW_LIFE ? failed("view_from_future", note("until", exp)) : PASSED;
}

function audienceRule({ code, required, home }: Examination): Outcome {
  const outcome = audience(code.aud, required, home !== null);
  const { onBehalf } = code.view;
  const here = onBehalf === null || (onBehalf.places & required.place) !== 0;
  return outcome === PASSED && !here ? failed("showing_not_here") : outcome;
}

function statusRule(examined: Examination): Outcome {
  const { view } = examined.code;
  const answer = examined.trust.status.lookUp(view.list, view.index, examined.now);
  examined.statusAsOf = answer.asOf;
  const asOf = note("as_of", answer.asOf);
  if (answer.value === INVALID) return failed("status_revoked", asOf);
  if (answer.value === SUSPENDED) return failed("status_suspended", asOf);
  if (answer.value !== VALID) return failed("status_unknown", note("no_value"));
  return answer.fresh ? { ...PASSED, note: asOf } : stale(examined.required, "status_unknown", answer.asOf);
}

function fieldsRule(examined: Examination): Outcome {
  if (!examined.type) return failed("unknown_type");
  try {
    const { type, home, region } = examined;
    examined.fields = readFields(type, examined.code.view.fields);
    if (region && home) {
      examined.fields = asHere(region, type, examined.fields);
      examined.type = typeHere(region, type, home);
    }
    return PASSED;
  } catch (error) {
    if (error instanceof CertsError) return failed(error.reason, technical(error.detail));
    throw error;
  }
}

function purposeRule({ required, fields, type }: Examination): Outcome {
  const shown = Object.keys(fields);
  if (required.permitted) {
    const permitted = type && required.permitted.get(type.number);
    if (!permitted) return failed("type_not_permitted");
    const beyond = shown.filter((name) => !permitted.has(name));
    if (beyond.length) return failed("field_not_permitted", note("fields", beyond.sort().join(", ")));
  }
  const missing = [...required.needed].filter((name) => !shown.includes(name));
  return missing.length ? failed("required_field_missing", note("fields", missing.sort().join(", "))) : PASSED;
}

function stale(required: Required, reason: string, since: number | null): Outcome {
  return { result: required.staleOk ? "warning" : "failed", reason, note: note("as_of", since) };
}

type Rule = (examined: Examination) => Outcome | Promise<Outcome>;

const RULES: readonly (readonly [CheckName, Rule])[] = [
  ["trust", trustRule],
  ["issuer", issuerRule],
  ["issuer_key", issuerKeyRule],
  ["issuer_signature", issuerSignatureRule],
  ["type", typeRule],
  ["view_validity", viewValidityRule],
  ["device_signature", ({ code }) => signedBy(code.view.device, code, "device_signature_invalid")],
  ["audience", audienceRule],
  ["challenge", ({ code, required }) => challenge(code.cnonce, required)],
  ["freshness", ({ code, required, now }) => freshness(code.iat, required, now)],
  ["replay", ({ code, seen }) => replay(code.onceId, seen)],
  ["status", statusRule],
  ["fields", fieldsRule],
  ["purpose", purposeRule],
];

function skipped(name: CheckName): Check {
  return { name, result: "skipped", reason: null, note: null };
}

function unread(reason: string, noted: Note | null, onceId: string | null): Rejected {
  const [form, ...later] = CHECKS;
  const checks: Check[] = [{ name: form, ...failed(reason, noted) }, ...later.map(skipped)];
  const nothing = { issuer: null, handle: null, type: null, status: null, statusAsOf: null, region: null, onBehalf: null };
  return { accepted: false, reason, checks, onceId, ...nothing };
}

function rejected({ code, genuine, type, statusAsOf, region }: Examination, reason: string, checks: readonly Check[]): Rejected {
  const { issuer, handle, list, index, onBehalf } = code.view;
  const known = { issuer, handle, type, status: [list, index] as const, statusAsOf, region, onBehalf };
  const nothing = { issuer: null, handle: null, type: null, status: null, statusAsOf: null, region: null, onBehalf: null };
  return { accepted: false, reason, checks, onceId: code.onceId, ...(genuine ? known : nothing) };
}

function accepted(examined: Examination, checks: readonly Check[]): Verdict {
  const { code, type, fields, statusAsOf, region } = examined;
  if (!type) return rejected(examined, "unknown_type", checks);
  const { issuer, handle, list, index, exp, onBehalf } = code.view;
  const { onceId, iat, aud, cnonce } = code;
  const found: Accepted = {
    accepted: true, checks, onceId, type, handle, issuer, fields, iat, aud, cnonce, status: [list, index], statusAsOf, exp, region,
    onBehalf,
  };
  return found;
}
