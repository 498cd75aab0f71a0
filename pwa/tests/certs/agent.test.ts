/** The authorisation of an agent: the same digest as the office's, a payload of exactly the statement. */
import { expect, it } from "vitest";
import { authorisation, type Authorised, numberDigest } from "@/certs/agent";
import { type JsonObject, strictJson } from "@/certs/json";
import * as jws from "@/certs/jws";
import * as keys from "@/certs/keys";
import { vectors } from "./vectors";

interface Document {
  readonly said: Authorised;
  readonly payload: JsonObject;
  readonly digest: { number: string; digest: string };
}
const { said, payload, digest } = vectors("agent.json") as Document;

it("digests the agent's number as the office does", async () => {
  expect(await numberDigest(digest.number)).toBe(digest.digest);
});

it("signs the statement and nothing else, without the number itself", async () => {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const token = await authorisation(said, Number(payload["iat"]), pair.privateKey);
  const signed = await jws.verify(token, await keys.publicOf(pair.publicKey), { typ: "liangma-agent+jwt" });
  expect(signed).toEqual(payload);
  expect(strictJson(jws.parse(token).payload)).toEqual(signed);
  expect(JSON.stringify(signed)).not.toContain(said.agent.citizen_number);
});
