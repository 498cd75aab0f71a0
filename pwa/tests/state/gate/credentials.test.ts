/** A gate proves itself by a sealed secret or by a key that cannot leave; the token lives in memory only. */
import { beforeEach, expect, test, vi } from "vitest";
import { database, recall } from "@/state/database";
import { accessToken, credentialHere, dropToken, forgetCredentials, keepSecret, ownKey, publicJwk } from "@/state/gate/credentials";
import * as jws from "@/certs/jws";
import { strictJson } from "@/certs/json";
import { publicFromJwk } from "@/certs/points";
import { json, office } from "../../api/office";
import { fresh } from "./world";

const SECRET = "0123456789abcdef0123456789abcdef";
const PATIENCE = 20_000; // ms
const TOKEN = { access_token: "t", token_type: "Bearer", expires_in: 600 };

beforeEach(async () => {
  await fresh();
  dropToken();
});

test("a secret is kept sealed: its text is nowhere in what is kept, and its key cannot be exported", async () => {
  await keepSecret(SECRET);
  const sealed = (await recall("gate-secret")) as { key: CryptoKey; text: ArrayBuffer };
  expect(new TextDecoder().decode(sealed.text)).not.toContain(SECRET.slice(0, 8));
  expect(sealed.key.extractable).toBe(false);
  const asked = office({ "POST /oauth/token": () => json(200, TOKEN) });
  expect(await accessToken({ clientId: "airport", credential: "secret" }, PATIENCE)).toBe("t");
  expect(new URLSearchParams(asked[0]?.body).get("client_secret")).toBe(SECRET);
});

test("a token is asked for once, until it is dropped", async () => {
  await keepSecret(SECRET);
  const asked = office({ "POST /oauth/token": () => json(200, TOKEN) });
  const who = { clientId: "airport", credential: "secret" } as const;
  await accessToken(who, PATIENCE);
  await accessToken(who, PATIENCE);
  expect(asked).toHaveLength(1);
  dropToken();
  await accessToken(who, PATIENCE);
  expect(asked).toHaveLength(2);
});

test("the gate's own key stays here and signs an assertion made out to the office", async () => {
  expect((await ownKey()).privateKey.extractable).toBe(false);
  const asked = office({
    "GET /.well-known/jwt-vc-issuer": () => json(200, { issuer: "https://office.example" }),
    "POST /oauth/token": () => json(200, TOKEN),
  });
  await accessToken({ clientId: "airport", credential: "key" }, PATIENCE);
  const form = new URLSearchParams(asked[1]?.body);
  expect(form.get("client_secret")).toBeNull();
  const assertion = form.get("client_assertion") ?? "";
  const key = publicFromJwk({ ...(await publicJwk()) });
  const claims = await jws.verify(assertion, key, { typ: "JWT" });
  expect(claims).toMatchObject({ iss: "airport", sub: "airport", aud: "https://office.example" });
  expect((claims["exp"] as number) - (claims["iat"] as number)).toBeLessThanOrEqual(300);
  expect(strictJson(jws.parse(assertion).payload)).toMatchObject({ jti: expect.stringMatching(/^.{8,}$/) as unknown });
});

test("the office's refusal is told in words", async () => {
  await keepSecret(SECRET);
  office({ "POST /oauth/token": () => json(401, { error: "invalid_client" }) });
  await expect(accessToken({ clientId: "airport", credential: "secret" }, PATIENCE)).rejects.toMatchObject({ code: "gate_refused" });
});

test("what the browser threw away is found missing", async () => {
  await keepSecret(SECRET);
  await ownKey();
  expect([await credentialHere("secret"), await credentialHere("key")]).toEqual([true, true]);
  await (await database()).clear("keys");
  expect([await credentialHere("secret"), await credentialHere("key")]).toEqual([true, false]);
  await forgetCredentials();
  expect(await credentialHere("secret")).toBe(false);
});

test("an office that never answers is given up when the patience ends", async () => {
  await keepSecret(SECRET);
  const hang = (_path: unknown, init?: RequestInit): Promise<Response> =>
    new Promise((_, reject) => {
      const end = (): void => reject(new TypeError("aborted"));
      if (init?.signal?.aborted) end();
      else init?.signal?.addEventListener("abort", end);
    });
  vi.stubGlobal("fetch", hang);
  await expect(accessToken({ clientId: "airport", credential: "secret" }, 1)).rejects.toMatchObject({ status: 0 });
});
