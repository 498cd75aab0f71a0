/** What is filled in on an application: made empty, made from what is registered, and written as the office takes it. */
import type { components } from "@/api/schema";
import { CHANNELS, type Channel, GROUNDS, type Ground, type Registered } from "./words";

export type ApplicationBody = components["schemas"]["PartnerApplicationBody"];
export type Proof = ApplicationBody["proves_by"];

export interface TypeDraft {
  number: number;
  every: boolean;
  fields: string[];
}

export interface PurposeDraft {
  key: string;
  purpose: string;
  zh: string;
  en: string;
  ground: Ground;
  basis: string;
  keepDays: string;
  whyAll: string;
  types: TypeDraft[];
}

export interface Draft {
  clientId: string;
  name: { zh: string; en: string };
  legalName: { zh: string; en: string };
  logo: string | null;
  contact: { name: string; phone: string; email: string };
  purposes: PurposeDraft[];
  channels: Channel[];
  limits: Record<string, { day: string; minute: string }>;
  expiresOn: string;
  proof: Proof;
  jwks: string;
  overlapHours: string;
}

export function emptyPurpose(): PurposeDraft {
  return { key: crypto.randomUUID(), purpose: "", zh: "", en: "", ground: "consent", basis: "", keepDays: "30", whyAll: "", types: [] };
}

export function emptyDraft(): Draft {
  return {
    clientId: "", name: { zh: "", en: "" }, legalName: { zh: "", en: "" }, logo: null, contact: { name: "", phone: "", email: "" },
    purposes: [emptyPurpose()], channels: ["online"], limits: {}, expiresOn: "", proof: "secret", jwks: "", overlapHours: "24",
  };
}

export function draftOf(one: Registered): Draft {
  return {
    ...emptyDraft(),
    clientId: one.client_id, name: { ...one.name }, legalName: { ...one.legal_name }, logo: one.logo, contact: { ...one.contact },
    purposes: one.purposes.map((purpose) => ({
      key: crypto.randomUUID(), purpose: purpose.purpose, zh: purpose.zh, en: purpose.en, basis: purpose.basis, keepDays: String(purpose.keep_days), whyAll: purpose.why_all,
      ground: GROUNDS.find((ground) => ground === purpose.legal_ground) ?? "consent",
      types: purpose.types.map((type) => ({ number: type.number, every: type.every, fields: type.every ? [] : type.fields.map((field) => field.name) })),
    })),
    channels: CHANNELS.filter((channel) => one.channels.includes(channel)),
    limits: Object.fromEntries(one.limits.map((limit) => [limit.channel, { day: String(limit.day), minute: String(limit.minute) }])),
    expiresOn: one.expires_on ?? "", proof: "keep",
  };
}

/** The keys of a pasted JWKS; null when it is none. */
export function keysOf(jwks: string): Record<string, unknown>[] | null {
  try {
    const read: unknown = JSON.parse(jwks);
    const keys: unknown = typeof read === "object" && read !== null && "keys" in read ? read.keys : null;
    return Array.isArray(keys) ? (keys as Record<string, unknown>[]) : null;
  } catch {
    return null;
  }
}

/** What is not a number goes as it is not: the office names the place. */
export function bodyOf(draft: Draft): ApplicationBody {
  const limited = draft.channels.filter((channel) => draft.limits[channel]?.day && draft.limits[channel].minute);
  return {
    client_id: draft.clientId.trim(), name: draft.name, legal_name: draft.legalName, logo: draft.logo, contact: draft.contact,
    purposes: draft.purposes.map((one) => ({
      purpose: one.purpose.trim(), zh: one.zh, en: one.en, legal_ground: one.ground, basis: one.basis, keep_days: Number(one.keepDays), why_all: one.whyAll,
      types: one.types.map((type) => ({ number: type.number, fields: type.every ? ["*"] : type.fields })),
    })),
    channels: draft.channels,
    limits: limited.map((channel) => ({ channel, day: Number(draft.limits[channel]?.day), minute: Number(draft.limits[channel]?.minute) })),
    expires_on: draft.expiresOn, proves_by: draft.proof, keys: draft.proof === "keys" ? (keysOf(draft.jwks) ?? []) : [],
    overlap_hours: Number(draft.overlapHours),
  };
}
