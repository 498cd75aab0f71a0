/** The consent to an application: the same digest as the office's, a payload of exactly the statement. */
import { expect, it } from "vitest";
import { consent, formDigest } from "@/certs/consent";
import { strictJson } from "@/certs/json";
import * as jws from "@/certs/jws";
import * as keys from "@/certs/keys";

const DIGEST = "kJseD1ruboLPuGcW9wFfHFQSqm_tSf5kTg1XG8bQThk"; // openssl dgst -sha256 of {"a":"长沙","b":"\n"}

it("digests the typed fields in the order of their names", async () => {
  expect(await formDigest({ b: "\n", a: "长沙" })).toBe(DIGEST);
});

it("signs the statement and nothing else", async () => {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const said = { aud: "https://liangma.example", case: "20270115-0000000001", revision: 2, matter: { code: "m", version: 1 }, answers: { who: "self" }, certificates: [{ id: "a", fields: ["name"] }], defer: false };
  const token = await consent({ ...said, typed: { b: "\n", a: "长沙" } }, 1_800_000_000, pair.privateKey);
  const payload = await jws.verify(token, await keys.publicOf(pair.publicKey), { typ: "liangma-application+jwt" });
  expect(payload).toEqual({ ...said, form: DIGEST, iat: 1_800_000_000 });
  expect(strictJson(jws.parse(token).payload)).toEqual(payload);
});
