/** The approval of a desktop: a payload of exactly the statement, as the office compares it. */
import { expect, it } from "vitest";
import { approval, type Approved } from "@/certs/desktop";
import type { JsonObject } from "@/certs/json";
import * as jws from "@/certs/jws";
import * as keys from "@/certs/keys";
import { vectors } from "./vectors";

const { said, payload } = vectors("desktop.json") as { readonly said: Approved; readonly payload: JsonObject };

it("signs the statement and nothing else", async () => {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const token = await approval(said, Number(payload["iat"]), pair.privateKey);
  const signed = await jws.verify(token, await keys.publicOf(pair.publicKey), { typ: "liangma-desktop+jwt" });
  expect(signed).toEqual(payload);
});
