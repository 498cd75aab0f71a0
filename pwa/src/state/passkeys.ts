/**
 * Passkeys: sign in with the phone's own fingerprint, face or screen lock. The browser's part (WebAuthn) loads when it
 * is first needed. A user who closes the browser's dialog gets `NotFinished`, which is no failure.
 */
import { api, ask, once } from "@/api/client";
import type { components } from "@/api/schema";
import { begin } from "./session";

export type Passkey = components["schemas"]["PasskeyAnswer"];

/** The browser's dialog was closed, took too long, or refused. */
export class NotFinished extends Error {}

/** Whether this browser can do it at all. */
export const passkeysPossible: boolean = "PublicKeyCredential" in globalThis && isSecureContext;

const browser = (): Promise<typeof import("@simplewebauthn/browser")> => import("@simplewebauthn/browser");

/** Make a passkey for the account that is signed in. Throws Problem or NotFinished. */
export async function addPasskey(name: string): Promise<Passkey> {
  const { startRegistration } = await browser();
  const asked = await ask(api.POST("/api/v1/passkeys/challenges"));
  const credential = await finished(startRegistration({ optionsJSON: asked.public_key as never }));
  const headers = { "Idempotency-Key": once() };
  return ask(api.POST("/api/v1/passkeys", { body: { credential: { ...credential }, name }, headers }));
}

/** Sign in with a passkey of this phone. Throws Problem or NotFinished. */
export async function signInByPasskey(): Promise<void> {
  const { startAuthentication } = await browser();
  const asked = await ask(api.POST("/api/v1/auth/passkey-challenges"));
  const credential = await finished(startAuthentication({ optionsJSON: asked.public_key as never }));
  await begin(await ask(api.POST("/api/v1/auth/passkey-sessions", { body: { credential: { ...credential } } })));
}

export async function listPasskeys(): Promise<Passkey[]> {
  return (await ask(api.GET("/api/v1/passkeys"))).items;
}

export async function removePasskey(passkeyId: string): Promise<void> {
  await ask(api.DELETE("/api/v1/passkeys/{passkey_id}", { params: { path: { passkey_id: passkeyId } } }));
}

async function finished<Answer>(asking: Promise<Answer>): Promise<Answer> {
  try {
    return await asking;
  } catch (error) {
    throw new NotFinished("the browser's dialog was not finished", { cause: error });
  }
}
