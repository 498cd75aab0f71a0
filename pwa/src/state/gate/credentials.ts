/**
 * How this gate proves to the office which partner it belongs to, and the access token it gets for that.
 *
 * Rules: 1. a secret is typed once and kept sealed by a key that cannot leave this browser; it is never shown again;
 * 2. better: a P-256 key made here, not extractable, whose public half the office registers (private_key_jwt);
 * 3. an assertion is for the office's own address, ends after two minutes, and its `jti` is new each time;
 * 4. a token lives in memory only, and is asked for again before it ends.
 */
import { jwkOf, publicOf, type PublicJwk } from "@/certs/keys";
import * as jws from "@/certs/jws";
import { fromUtf8, toUtf8 } from "@/certs/bytes";
import { Problem, offline, unreachable } from "@/api/problem";
import { clock } from "@/state/clock";
import { database, keep, recall } from "@/state/database";
import { missed, reached } from "@/state/network";
import type { GateSetup } from "./policy";

const SECRET = "gate-secret";
const KEYS = "gate";
const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const ASSERTION_SECONDS = 120;
const RENEW_BEFORE = 60;

interface Sealed {
  key: CryptoKey;
  iv: Uint8Array<ArrayBuffer>;
  text: ArrayBuffer;
}

let token: { value: string; until: number; clientId: string } | null = null;

/** Seal a secret on this device (rule 1). False when the browser keeps nothing. */
export async function keepSecret(secret: string): Promise<boolean> {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, toUtf8(secret));
  token = null;
  return keep(SECRET, { key, iv, text } satisfies Sealed);
}

async function secretHere(): Promise<string | null> {
  const sealed = (await recall(SECRET)) as Sealed | null;
  if (sealed === null) return null;
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, sealed.key, sealed.text);
  return fromUtf8(new Uint8Array(text));
}

/** This gate's own key, made on first use (rule 2). */
export async function ownKey(): Promise<CryptoKeyPair> {
  const store = await database();
  const kept = await store.get("keys", KEYS);
  if (kept !== undefined) return kept.pair;
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  await store.put("keys", { name: KEYS, pair });
  return pair;
}

/** The public half, as the operator registers it. */
export async function publicJwk(): Promise<PublicJwk> {
  return jwkOf(await publicOf((await ownKey()).publicKey));
}

/** Whether what proves this gate is still here; the browser may have thrown it away. */
export async function credentialHere(kind: GateSetup["credential"]): Promise<boolean> {
  if (kind === "secret") return (await recall(SECRET)) !== null;
  try {
    return (await (await database()).get("keys", KEYS)) !== undefined;
  } catch {
    return false;
  }
}

/** Forget everything that proves this gate. */
export async function forgetCredentials(): Promise<void> {
  token = null;
  await keep(SECRET, null);
  await (await database()).delete("keys", KEYS);
}

/** Forget the token, when the office no longer takes it. */
export function dropToken(): void {
  token = null;
}

/**
 * An access token, asked for no longer than `patience` milliseconds; throws a Problem ("gate_refused" when the office
 * does not know these credentials).
 */
export async function accessToken(setup: Pick<GateSetup, "clientId" | "credential">, patience: number): Promise<string> {
  if (token !== null && token.clientId === setup.clientId && token.until > clock.now()) return token.value;
  const signal = AbortSignal.timeout(patience);
  const form = new URLSearchParams({ grant_type: "client_credentials", ...(await proof(setup, signal)) });
  const sentAt = clock.now();
  const answer = await send("/oauth/token", { method: "POST", body: form, signal });
  if (!answer.ok) throw refused(answer.status);
  const given = (await answer.json()) as { access_token: string; expires_in: number };
  token = { value: given.access_token, until: sentAt + given.expires_in - RENEW_BEFORE, clientId: setup.clientId };
  return token.value;
}

async function proof(setup: Pick<GateSetup, "clientId" | "credential">, signal: AbortSignal): Promise<Record<string, string>> {
  if (setup.credential === "key") {
    return { client_assertion_type: ASSERTION_TYPE, client_assertion: await assertion(setup.clientId, signal) };
  }
  const secret = await secretHere();
  if (secret === null) throw refused(401);
  return { client_id: setup.clientId, client_secret: secret };
}

async function assertion(clientId: string, signal: AbortSignal): Promise<string> {
  const now = Math.floor(clock.now());
  const aud = await officeAddress(signal);
  const claims = { iss: clientId, sub: clientId, aud, iat: now, exp: now + ASSERTION_SECONDS, jti: crypto.randomUUID() };
  return jws.sign({ typ: "JWT" }, claims, (await ownKey()).privateKey);
}

/** The office's own name for itself, which an assertion must be made out to. */
async function officeAddress(signal: AbortSignal): Promise<string> {
  const answer = await send("/.well-known/jwt-vc-issuer", { signal });
  const { issuer } = (await answer.json()) as { issuer?: unknown };
  return typeof issuer === "string" ? issuer : location.origin;
}

/** `omit`: else the browser answers a refusal with a window of its own that asks for a name and a password. */
async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    const answer = await fetch(path, { ...init, credentials: "omit" });
    reached();
    return answer;
  } catch {
    missed();
    throw navigator.onLine ? unreachable() : offline();
  }
}

function refused(status: number): Problem {
  if (status === 429) {
    return new Problem({
      code: "slow_down",
      status,
      text: { zh: "尝试次数太多", en: "Too many tries" },
      next: { zh: "请十分钟后再试", en: "Try again in ten minutes" },
    });
  }
  return new Problem({
    code: "gate_refused",
    status,
    text: { zh: "服务端不认可本机的身份", en: "The office does not accept this gate's identity" },
    next: {
      zh: "请核对编号和密钥；如已停用，请联系管理员",
      en: "Check the id and the secret or key; if it was closed, ask the administrator",
    },
  });
}
