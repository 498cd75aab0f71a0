/** The world of the vectors, signed anew by an anchor of our own, so that each part of it can be made wrong. */
import * as base64url from "@/certs/base64url";
import { type Bytes } from "@/certs/bytes";
import * as cbor from "@/certs/cbor";
import * as cose from "@/certs/cose";
import { type JsonObject } from "@/certs/json";
import * as jws from "@/certs/jws";
import * as keys from "@/certs/keys";
import { LM1, freshKey, payloadOf } from "./vectors";

export const PAYLOAD = payloadOf(LM1.bundle);
const LISTS = PAYLOAD["status_lists"] as Readonly<Record<string, string>>;

export interface Anchor {
  readonly key: CryptoKey;
  readonly public: keys.PublicKey;
  readonly jwk: keys.PublicJwk;
  readonly thumbprint: string;
}

export async function newAnchor(): Promise<Anchor> {
  const pair = await freshKey();
  const key = await keys.publicOf(pair.publicKey);
  const thumbprint = base64url.encode(await keys.thumbprint(key));
  return { key: pair.privateKey, public: key, jwk: keys.jwkOf(key), thumbprint };
}

/** The trust list of the vectors, with changes to its members. */
export async function trustList(anchor: Anchor, changes: object = {}): Promise<string> {
  const payload = payloadOf(PAYLOAD["trust_list"] as string);
  return jws.sign({ typ: "liangma-trust-list+jwt" }, { ...payload, ...changes }, anchor.key);
}

/** A status list of the vectors in base64url. */
export async function statusList(anchor: Anchor, number = "0"): Promise<string> {
  const { header, payload } = cose.split(base64url.decode(LISTS[number] ?? ""));
  return base64url.encode(await cose.seal(header, payload, anchor.key));
}

/** The bundle of the vectors, with changes to its members. */
export async function bundleText(anchor: Anchor, changes: object = {}): Promise<string> {
  const lists = { 0: await statusList(anchor, "0"), 1: await statusList(anchor, "1") };
  const parts = { anchor: anchor.jwk, trust_list: await trustList(anchor), status_lists: lists };
  return jws.sign({ typ: "liangma-bundle+jwt" }, { ...PAYLOAD, ...parts, ...changes }, anchor.key);
}

/** A status list CWT with these claims and header members. */
export async function statusCwt(anchor: Anchor, claims: cbor.CborMap, header: cbor.CborMap): Promise<Bytes> {
  return cose.seal(cbor.encode(header), cbor.encode(claims), anchor.key);
}

/** The types of the bundle with one member of the first one's `liangma` changed. */
export function typesWith(changes: object): object[] {
  const [first, ...others] = PAYLOAD["types"] as readonly JsonObject[];
  const document = JSON.parse(first?.["text"] as string) as { liangma: object };
  const text = JSON.stringify({ ...document, liangma: { ...document.liangma, ...changes } });
  return [{ file: "changed.json", text }, ...others];
}
