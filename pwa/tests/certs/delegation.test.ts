/** The statement of a delegation: the same digests as the office's, a payload of exactly the statement. */
import { expect, it } from "vitest";
import { type Borrower, digest, type Lending, lendingStatement, newSecret } from "@/certs/delegation";
import { type JsonObject } from "@/certs/json";
import * as jws from "@/certs/jws";
import * as keys from "@/certs/keys";
import { vectors } from "./vectors";

interface Document {
  readonly key: JsonWebKey;
  readonly said: readonly { readonly to: Borrower; readonly payload: JsonObject }[];
  readonly digests: readonly { readonly text: string; readonly digest: string }[];
}
const { said, digests } = vectors("delegation.json") as Document;

it("digests numbers and secrets as the office does", async () => {
  for (const one of digests) expect(await digest(one.text)).toBe(one.digest);
});

it.each(said)("signs the statement and nothing else, without what is digested: $to", async ({ to, payload }) => {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const { iat, ...rest } = payload;
  const token = await lendingStatement({ ...(rest as unknown as Lending), to }, Number(iat), pair.privateKey);
  const signed = await jws.verify(token, await keys.publicOf(pair.publicKey), { typ: "liangma-delegation+jwt" });
  expect(signed).toEqual(payload);
  for (const one of digests) expect(JSON.stringify(signed)).not.toContain(one.text);
});

it("makes another secret each time, of 128 bits", () => {
  const made = new Set(Array.from({ length: 50 }, newSecret));
  expect(made.size).toBe(50);
  for (const one of made) expect(one).toMatch(/^[\w-]{22}$/u);
});
