/** A parent's confirmation: a payload of exactly the statement, as the office compares it. */
import { expect, it } from "vitest";
import { type Confirmed, guardianConfirmation } from "@/certs/guardian";
import type { JsonObject } from "@/certs/json";
import * as jws from "@/certs/jws";
import * as keys from "@/certs/keys";
import { vectors } from "./vectors";

const { said, payload } = vectors("guardian.json") as { readonly said: Confirmed; readonly payload: JsonObject };

it("signs the statement and nothing else", async () => {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const token = await guardianConfirmation(said, Number(payload["iat"]), pair.privateKey);
  expect(await jws.verify(token, await keys.publicOf(pair.publicKey), { typ: "liangma-guardian+jwt" })).toEqual(payload);
});
