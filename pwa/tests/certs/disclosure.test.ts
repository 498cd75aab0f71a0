/** The consent to a request: a payload of exactly the statement, as the office knows it. */
import { expect, it } from "vitest";
import { disclosure, type Disclosed } from "@/certs/disclosure";
import { type JsonObject, strictJson } from "@/certs/json";
import * as jws from "@/certs/jws";
import * as keys from "@/certs/keys";
import { vectors } from "./vectors";

interface Document {
  readonly said: Disclosed;
  readonly payload: JsonObject;
}
const { said, payload } = vectors("disclosure.json") as Document;

it("signs the statement and nothing else", async () => {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const known = { ...said, holder: "not to be signed" };
  const token = await disclosure(known, Number(payload["iat"]), pair.privateKey);
  const signed = await jws.verify(token, await keys.publicOf(pair.publicKey), { typ: "liangma-disclosure+jwt" });
  expect(signed).toEqual(payload);
  expect(strictJson(jws.parse(token).payload)).toEqual(signed);
});
