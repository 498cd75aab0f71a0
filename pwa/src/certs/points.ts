/** Public keys from what others wrote: a compressed point, a JWK. Apart from `keys.ts`, for phones that only sign. */
import { p256 } from "@noble/curves/nist.js";
import * as base64url from "./base64url";
import { type Bytes, concat } from "./bytes";
import { KeyFormatError, MalformedError } from "./errors";
import { type Json, type JsonObject } from "./json";
import { type PublicKey } from "./keys";

/** A public key from a compressed point; throws KeyFormatError when no such point is on the curve. */
export function publicFromPoint(x: Bytes, odd: boolean): PublicKey {
  if (x.length !== 32) throw new KeyFormatError("x is not 32 bytes");
  return onCurve(concat(Uint8Array.of(odd ? 3 : 2), x));
}

/** A public key from a JWK; throws KeyFormatError when it is not one, carries `d`, or is not meant for verifying. */
export function publicFromJwk(jwk: JsonObject): PublicKey {
  if ("d" in jwk) throw new KeyFormatError("a private key stands where a public key belongs");
  if (!verifies(jwk)) throw new KeyFormatError("this key is not for verifying signatures");
  if (jwk["kty"] !== "EC" || jwk["crv"] !== "P-256") throw new KeyFormatError("not a P-256 key");
  return onCurve(concat(Uint8Array.of(4), coordinate(jwk["x"]), coordinate(jwk["y"])));
}

/** RFC 7517, `use` and `key_ops`; an absent one forbids nothing. */
function verifies({ use = "sig", key_ops: operations = ["verify"] }: JsonObject): boolean {
  return use === "sig" && Array.isArray(operations) && operations.includes("verify");
}

function onCurve(encoded: Bytes): PublicKey {
  try {
    // Browsers disagree on compressed points and on points off the curve, so both are settled before they see one.
    const point = p256.Point.fromBytes(encoded);
    point.assertValidity();
    return { point: new Uint8Array(point.toBytes(false)) };
  } catch {
    throw new KeyFormatError("the point is not on the curve");
  }
}

function coordinate(value: Json | undefined): Bytes {
  if (typeof value !== "string" || value.length !== 43) throw new KeyFormatError("not 32 bytes of base64url");
  try {
    return base64url.decode(value);
  } catch (error) {
    if (error instanceof MalformedError) throw new KeyFormatError("not 32 bytes of base64url");
    throw error;
  }
}
