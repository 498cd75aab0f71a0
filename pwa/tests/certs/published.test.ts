/** Vectors nobody here wrote: Wycheproof, cose-wg/Examples, the Token Status List draft. Nothing false is accepted. */
import { describe, expect, it, test } from "vitest";
import { fromHex } from "@/certs/bytes";
import * as cose from "@/certs/cose";
import { CertsError } from "@/certs/errors";
import { type JsonObject, strictJson } from "@/certs/json";
import * as jws from "@/certs/jws";
import * as keys from "@/certs/keys";
import { publicFromJwk, publicFromPoint } from "@/certs/points";
import * as status from "@/certs/status";
import { DEMANDED, PRESENT, VECTORS, jsonFiles, read } from "./published";
import { reasonOf } from "./vectors";

test("the published vectors are here where they are demanded", () => {
  expect(PRESENT || !DEMANDED, `${VECTORS} is missing: name the folder by LIANGMA_VECTORS`).toBe(true);
});

if (PRESENT) {
  describe("Wycheproof ECDSA", wycheproofEcdsa);
  describe("Wycheproof JSON Web Signatures", wycheproofJws);
  describe("cose-wg Examples", coseExamples);
  describe("Token Status List draft", statusDraft);
}

interface EcdsaGroup {
  readonly publicKey: { readonly uncompressed: string };
  readonly tests: readonly { readonly tcId: number; readonly sig: string; readonly msg: string; readonly result: string }[];
}

function wycheproofEcdsa(): void {
  const file = JSON.parse(read("wycheproof", "ecdsa_secp256r1_sha256_p1363_test.json")) as {
    readonly numberOfTests: number;
    readonly testGroups: readonly EcdsaGroup[];
  };

  test("a signature is accepted exactly when it is valid", async () => {
    const wrong: number[] = [];
    let count = 0;
    for (const { publicKey, tests } of file.testGroups) {
      const point = fromHex(publicKey.uncompressed);
      const key = publicFromPoint(point.slice(1, 33), ((point[64] ?? 0) & 1) === 1);
      for (const { tcId, sig, msg, result } of tests) {
        count++;
        if ((await keys.verify(key, fromHex(sig), fromHex(msg))) !== (result === "valid")) wrong.push(tcId);
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBe(file.numberOfTests);
    expect(count).toBeGreaterThanOrEqual(262);
  });
}

interface JwsGroup {
  readonly public?: JsonObject;
  readonly private: JsonObject;
  readonly tests: readonly { readonly tcId: number; readonly jws: string; readonly result: string }[];
}

function wycheproofJws(): void {
  const groups = (JSON.parse(read("wycheproof", "json_web_signature_test.json")) as { testGroups: JwsGroup[] }).testGroups;

  test("only the two valid ES256 tokens on P-256 are accepted", async () => {
    const accepted: number[] = [];
    let count = 0;
    for (const group of groups) {
      for (const each of group.tests) {
        count++;
        if (await acceptsJws(group.public ?? group.private, each.jws)) accepted.push(each.tcId);
      }
    }
    expect(accepted).toEqual([18, 378]);
    expect(count).toBeGreaterThan(350);
  });
}

async function acceptsJws(jwk: JsonObject, token: string): Promise<boolean> {
  try {
    const { signature, signingInput } = jws.parse(token);
    return await keys.verify(publicFromJwk(jwk), signature, signingInput);
  } catch (error) {
    if (error instanceof CertsError) return false;
    throw error;
  }
}

interface CoseCase {
  readonly fail?: boolean;
  readonly input: { readonly sign0?: { readonly alg: string; readonly key: JsonObject; readonly external?: string } };
  readonly output: { readonly cbor: string };
}

const REFUSED_ON_PURPOSE = ["sign-pass-01.json", "sign-pass-03.json"]; // alg unprotected; no tag 18

function coseCase(folder: string, name: string): CoseCase {
  return JSON.parse(read("cose", folder, name)) as CoseCase;
}

async function acceptsCose({ input, output }: CoseCase): Promise<boolean> {
  if (!input.sign0) return false;
  const { external = "", key } = input.sign0;
  try {
    const message = cose.parse(fromHex(output.cbor), { alg: cose.ES256, external: fromHex(external) });
    return await keys.verify(publicFromJwk(publicPart(key)), message.signature, message.signed);
  } catch (error) {
    if (error instanceof CertsError) return false;
    throw error;
  }
}

function publicPart(jwk: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(jwk).filter(([name]) => name !== "d"));
}

function coseExamples(): void {
  it.each(jsonFiles("cose", "sign1-tests"))("%s is accepted exactly when it should be", async (name) => {
    const each = coseCase("sign1-tests", name);
    expect(await acceptsCose(each)).toBe(!each.fail && !REFUSED_ON_PURPOSE.includes(name));
  });

  it.each(jsonFiles("cose", "ecdsa-examples"))("%s is accepted when it is ES256 on P-256 in Sign1", async (name) => {
    const each = coseCase("ecdsa-examples", name);
    const ours = each.input.sign0?.alg === "ES256" && each.input.sign0.key["crv"] === "P-256";
    expect(await acceptsCose(each)).toBe(ours);
  });

  test("none passes for a message of our own algorithm", async () => {
    for (const folder of ["sign1-tests", "ecdsa-examples"]) {
      for (const name of jsonFiles("cose", folder)) {
        expect(await reasonOf(() => cose.parse(fromHex(coseCase(folder, name).output.cbor)))).toBeTruthy();
      }
    }
  });
}

const LONG = { 1: "1_long", 2: "2_long", 4: "4", 8: "8" } as const;

function statusDraft(): void {
  const expected = JSON.parse(read("token-status-list", "expected.json")) as {
    readonly entries: number;
    readonly expected: Readonly<Record<string, Readonly<Record<string, number>>>>;
  };

  it.each([1, 2, 4, 8] as const)("every entry of the %i-bit example reads as published, in both forms", async (bits) => {
    const values = Object.entries(expected.expected[bits] ?? {});
    expect(values.length).toBeGreaterThan(1);
    for (const list of [await draftJson(LONG[bits]), await draftCbor(LONG[bits])]) {
      expect([list.bits, list.size]).toEqual([bits, expected.entries]);
      for (const [index, value] of values) expect(list.get(Number(index))).toBe(value);
    }
  });
}

async function draftJson(name: string): Promise<status.StatusList> {
  const text = read("token-status-list", `status_list_encoding${name}_json.md`).replace(/\s/g, "");
  return status.fromJson(strictJson(/\{.*\}/.exec(text)?.[0] ?? ""));
}

async function draftCbor(name: string): Promise<status.StatusList> {
  const lines = read("token-status-list", `status_list_encoding${name}_cbor.md`).split("\n").map((line) => line.trim());
  return status.fromCbor(fromHex(lines.filter((line) => /^[0-9a-f]+$/.test(line)).join("")));
}
