/** The phone as a wallet: what it shows, what it believes of a request, and that its answer opens for its reader only. */
import { expect, it } from "vitest";
import * as base64url from "@/certs/base64url";
import { type Bytes, toUtf8 } from "@/certs/bytes";
import { publicFromCoordinates } from "@/certs/curve";
import { type JsonObject, strictJson } from "@/certs/json";
import { concatKdf, seal } from "@/certs/jwe";
import * as jws from "@/certs/jws";
import * as keys from "@/certs/keys";
import { digestOf, present, select } from "@/certs/sdjwt";
import { isOwn, readRequest, RequestRefused } from "@/certs/vpRequest";
import { vectors } from "./vectors";

interface Document {
  readonly key: JsonWebKey;
  readonly copy: string;
  readonly presented: readonly { readonly reveal: readonly string[]; readonly aud: string; readonly nonce: string; readonly iat: number; readonly token: string }[];
  readonly origin: string;
  readonly client_id: string;
  readonly request_uri: string;
  readonly wallet_nonce: string;
  readonly now: number;
  readonly requests: readonly { readonly name: string; readonly token: string; readonly refused: string | null }[];
}
const document = vectors("presentation.json") as Document;
const { copy, presented, requests, ...at } = document;
const expected = { clientId: at.client_id, requestUri: at.request_uri, walletNonce: at.wallet_nonce, origin: at.origin, now: at.now };
const coordinates = [document.key.x ?? "", document.key.y ?? ""].map((one) => base64url.decode(one)) as [Bytes, Bytes];

it.each(presented)("shows $reveal and no more, bound to its reader", async ({ reveal, aud, nonce, iat, token }) => {
  const key = await crypto.subtle.importKey("jwk", document.key, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  const [mine, theirs] = [await present(copy, reveal, { key, aud, nonce, iat }), token];
  const [shown, binding] = cut(mine);
  expect(shown).toBe(cut(theirs)[0]);
  const said = await jws.verify(binding, publicFromCoordinates(...coordinates), { typ: "kb+jwt" });
  expect(said).toEqual(strictJson(jws.parse(cut(theirs)[1]).payload));
  expect(said["sd_hash"]).toBe(await digestOf(shown));
});

it.each([
  ["a claim that is not there", copy, ["photo"], "unknown_field"],
  ["what was presented before", presented[0]?.token ?? "", ["name"], "malformed"],
  ["a disclosure twice", `${copy}${copy.split("~")[1]}~`, ["name"], "malformed"],
  ["a strange disclosure", `${copy}${base64url.encode(toUtf8('["salt","sex","1"]'))}~`, ["name"], "malformed"],
])("refuses %s", async (_name, token, names, reason) => {
  await expect(select(token, names)).rejects.toMatchObject({ reason });
});

it.each(requests)("reads or refuses a request: $name", async ({ token, refused }) => {
  const read = readRequest(token, expected);
  if (refused === null) await expect(read).resolves.toMatchObject({ nonce: "a-nonce", state: "a-state", who: { name: { zh: "海港银行" } } });
  else await expect(read).rejects.toMatchObject({ why: refused });
});

it("says what is asked, which of it may stay away, and how the answer is encrypted", async () => {
  const { asked, encryptTo, who } = await readRequest(requests[0]?.token ?? "", expected);
  expect(asked.map(({ id, fields, optional }) => ({ id, fields, optional }))).toEqual([
    { id: "resident-id", fields: ["name", "over_18"], optional: false },
    { id: "marriage", fields: [], optional: true },
  ]);
  expect(encryptTo).toMatchObject({ kid: "one", enc: "A256GCM" });
  expect(who.purpose).toEqual({ zh: "开立银行账户", en: "Opening a bank account", legalGround: "contract", basis: "", keepDays: 30 });
});

it("believes a request for its own link and nonce only", async () => {
  const token = requests[0]?.token ?? "";
  const changes = [{ clientId: `x509_hash:${"A".repeat(43)}` }, { walletNonce: "another" }, { origin: "https://elsewhere.example" }, { requestUri: at.request_uri.replace("Ab3", "Ab4") }];
  for (const change of changes) await expect(readRequest(token, { ...expected, ...change })).rejects.toThrow(RequestRefused);
  await expect(readRequest(token, { ...expected, now: at.now + 300 })).rejects.toMatchObject({ why: "over" });
});

it.each(["https://elsewhere.example/openid/presentations/abc/request", "https://liangma.example/other", `${at.request_uri}?more=1`, `${at.request_uri}#more`, "", "no address"])(
  "fetches nothing from %s",
  (uri) => expect(isOwn(uri, at.origin)).toBe(false),
);

it("derives the key of RFC 7518, appendix C", async () => {
  const shared = Uint8Array.from([158, 86, 217, 29, 129, 113, 53, 211, 114, 131, 66, 131, 191, 132, 38, 156, 251, 49, 110, 163, 218, 128, 106, 72, 246, 218, 167, 121, 140, 254, 144, 196]);
  expect(base64url.encode(await concatKdf(shared, "A128GCM", 128, "Alice", "Bob"))).toBe("VqqN6vgjbSBcIijNcacQGg");
});

it.each(["A256GCM", "A128GCM"] as const)("encrypts with %s for the one who has the key", async (enc) => {
  const curve = { name: "ECDH", namedCurve: "P-256" } as const;
  const pair = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const inside = { vp_token: { "resident-id": ["王小明"] }, state: "a-state" };
  const token = await seal(inside, await keys.publicOf(pair.publicKey), { kid: "one", enc });
  const [head = "", none, iv = "", body = "", tag = ""] = token.split(".");
  const header = strictJson(base64url.decode(head)) as JsonObject;
  expect({ ...header, none }).toMatchObject({ alg: "ECDH-ES", enc, kid: "one", none: "" });
  const theirs = await crypto.subtle.importKey("jwk", header["epk"] as JsonWebKey, curve, false, []);
  const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, pair.privateKey, 256));
  const key = await crypto.subtle.importKey("raw", await concatKdf(shared, enc, enc === "A256GCM" ? 256 : 128), "AES-GCM", false, ["decrypt"]);
  const how = { name: "AES-GCM", iv: base64url.decode(iv), additionalData: toUtf8(head) };
  const opened = await crypto.subtle.decrypt(how, key, Uint8Array.from([...base64url.decode(body), ...base64url.decode(tag)]));
  expect(JSON.parse(new TextDecoder().decode(opened))).toEqual(inside);
});

function cut(token: string): [string, string] {
  const end = token.lastIndexOf("~") + 1;
  return [token.slice(0, end), token.slice(end)];
}
