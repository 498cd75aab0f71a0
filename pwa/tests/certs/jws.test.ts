/** Compact JWS and strict JSON: one algorithm, one spelling, and headers that never choose the key. */
import { describe, expect, it, test } from "vitest";
import * as base64url from "@/certs/base64url";
import { toUtf8 } from "@/certs/bytes";
import { Fraction, strictJson } from "@/certs/json";
import * as jws from "@/certs/jws";
import * as keys from "@/certs/keys";
import { freshKey, reasonOf } from "./vectors";

const PAIR = await freshKey();
const PUBLIC = await keys.publicOf(PAIR.publicKey);
const TOKEN = await jws.sign({ typ: "t" }, { name: "张三", n: 1 }, PAIR.privateKey);
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

async function refusal(token: string, key = PUBLIC, typ = "t"): Promise<string> {
  return reasonOf(() => jws.verify(token, key, { typ }));
}

test("a signed token gives its payload back", async () => {
  expect(await jws.verify(TOKEN, PUBLIC, { typ: "t" })).toEqual({ name: "张三", n: 1 });
});

test.each(["none", "HS256", "RS256", "ES384", "es256", null, 1, ["ES256"]])("alg %j is refused", async (alg) => {
  expect(await refusal(await jws.sign({ typ: "t", alg }, {}, PAIR.privateKey))).toBe("wrong_algorithm");
});

test("critical headers, another typ and another key are refused", async () => {
  expect(await refusal(await jws.sign({ typ: "t", crit: ["exp"] }, {}, PAIR.privateKey))).toBe("malformed");
  expect(await refusal(await jws.sign({ typ: "t", b64: false }, {}, PAIR.privateKey))).toBe("malformed");
  expect(await refusal(TOKEN, PUBLIC, "T")).toBe("malformed");
  const other = await freshKey();
  expect(await refusal(TOKEN, await keys.publicOf(other.publicKey))).toBe("signature_invalid");
  const named = { typ: "t", jwk: keys.jwkOf(await keys.publicOf(other.publicKey)), jku: "https://e/", kid: "x" };
  expect(await refusal(await jws.sign(named, {}, other.privateKey))).toBe("signature_invalid");
});

test("a respelt token is refused", async () => {
  const [head = "", body = "", signature = ""] = TOKEN.split(".");
  for (const token of [`${TOKEN}=`, `${TOKEN}.`, `${head}.${body}`, ` ${TOKEN}`]) {
    expect(await refusal(token)).toBe("malformed");
  }
  const last = ALPHABET.charAt(ALPHABET.indexOf(signature.slice(-1)) + 1);
  expect(await refusal(`${head}.${body}.${signature.slice(0, -1)}${last}`)).toBe("not_canonical");
  expect(await refusal("A".repeat(jws.MAX_CHARS + 1))).toBe("too_long");
});

const HOSTILE = [
  '{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '{"a":NaN}', "[Infinity]", "[-Infinity]", '["\\ud800"]', '{"\\udc00":1}',
  '["\\u0000"]', "[9223372036854775808]", "[-9223372036854775809]", "[1e999]", "[".repeat(40) + "]".repeat(40),
  "[".repeat(100_000), "{} {}", "", "[01]", "\ufeff{}", "['a']", '["\x01"]', `[1${"0".repeat(5_000)}]`, "[1,]", "{,}",
  '{"a" 1}', '{"a":1,}', '["a]', '["\\x"]', "[+1]", "[.5]", "[1.]", "nul", "[1 2]", '{a:1}', '["\\"]', "-", "[truefalse]",
];

describe("hostile JSON is refused", () => {
  it.each(HOSTILE.map((text) => [text.slice(0, 40), text]))("%j", async (_, text) => {
    expect(await reasonOf(() => strictJson(text))).toBe("malformed");
    expect(await reasonOf(() => strictJson(toUtf8(text)))).toBe("malformed");
  });
});

test("JSON that is not UTF-8 is refused", async () => {
  for (const bytes of [[0x22, 0xff, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22]]) {
    expect(await reasonOf(() => strictJson(Uint8Array.from(bytes)))).toBe("malformed");
  }
});

test("ordinary JSON is read, and numbers stay what they are", () => {
  const text = ' {"a": [1, true, null, "\\ud83d\\ude00", "q\\"\\\\"], "b": {}, "__proto__": 1, "c": -0} ';
  const read = strictJson(text);
  expect(read).toEqual(Object.assign(Object.create(null), JSON.parse(text.replace("-0", "0"))));
  expect(Object.keys(read as object)).toEqual(["a", "b", "__proto__", "c"]);
  expect(strictJson("9223372036854775807")).toBe(2n ** 63n - 1n);
  expect(strictJson("[1.0, 1e2]")).toEqual([new Fraction(1), new Fraction(100)]);
  expect(strictJson("[".repeat(33) + "]".repeat(33))).toBeDefined();
});

test("a token in one string of a megabyte is read in one go", () => {
  const long = "x".repeat(900_000);
  expect(strictJson(toUtf8(`{"a":"${long}"}`))).toEqual({ a: long });
  expect(base64url.decode(base64url.encode(toUtf8(long))).length).toBe(long.length);
});
