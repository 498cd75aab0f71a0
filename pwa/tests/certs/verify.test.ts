/** `verify` gives a verdict on whatever it is handed, and says which check failed. */
import { expect, test } from "vitest";
import { PREFIX } from "@/certs/lm1";
import { REASON_CODES } from "@/certs/reasons";
import { verify, verifyOffline } from "@/certs/verify";
import * as base45 from "@/certs/base45";
import { BUNDLE, LM1, NOW, codeOf, randomBytes, requiredOf } from "./vectors";

const MEANS = { trust: BUNDLE.trust, required: requiredOf({}), now: NOW, seen: new Set<string>() };
const OFFLINE = { bundle: BUNDLE, verifierId: "gate-12", now: NOW, seen: new Set<string>() };

test("nothing that is handed in makes it throw", async () => {
  const things: unknown[] = [undefined, null, 7, {}, [], Symbol("x"), () => "LM1:", new Uint8Array(9), "\ud800", "LM1:\u0000", new String("LM1:")];
  for (const thing of things) {
    const verdict = await verify(thing, MEANS);
    expect(verdict.accepted).toBe(false);
    expect(verdict.checks.filter((check) => check.result === "failed")).toHaveLength(1);
  }
});

test("no text of random bytes and no right code with one letter changed is accepted", async () => {
  const right = codeOf("three fields");
  for (let round = 0; round < 300; round++) {
    const [at, to] = [1 + (round % (right.length - 1)), round % 45] as const;
    const changed = right.slice(0, at) + base45.ALPHABET.charAt(to) + right.slice(at + 1);
    for (const text of [PREFIX + base45.encode(randomBytes(round)), changed]) {
      const verdict = await verify(text, MEANS);
      if (text === right) continue;
      expect(verdict.accepted).toBe(false);
      if (!verdict.accepted) expect(REASON_CODES).toContain(verdict.reason);
    }
  }
});

test("a code of astral characters is measured in characters, as in Python", async () => {
  for (const [text, reason] of [["😀".repeat(4096), "unsupported_code"], ["😀".repeat(4097), "too_long"], ["X".repeat(1e7), "too_long"]] as const) {
    expect(await verify(text, MEANS)).toMatchObject({ accepted: false, reason });
  }
});

test("before the issuer's signature is checked nothing of the certificate is told, after it its place is", async () => {
  const forged = await verify(codeOf("a view signed by someone else"), MEANS);
  expect(forged).toMatchObject({ reason: "issuer_signature_invalid", issuer: null, handle: null, type: null, status: null });
  const revoked = await verify(codeOf("revoked"), MEANS);
  expect(revoked).toMatchObject({ reason: "status_revoked", issuer: "GA", handle: "Zb3kQ9xA", status: [0, 1], statusAsOf: NOW - 3_600 });
  expect(revoked.type?.id).toBe("card-1");
});

test("an accepted code says since when its status is known and until when its view lives", async () => {
  const verdict = await verifyOffline({ ...OFFLINE, text: codeOf("three fields") });
  expect(verdict).toMatchObject({ accepted: true, issuer: "GA", status: [0, 0], statusAsOf: NOW - 3_600, iat: NOW, aud: "*" });
});

test("a gate that allows an old list is warned, not refused", async () => {
  const late = LM1.vectors.find((vector) => vector.name === "an old status list where that is allowed");
  const asked = { ...OFFLINE, text: late?.code ?? "", now: late?.now ?? 0 };
  expect(await verifyOffline(asked)).toMatchObject({ accepted: false, reason: "status_unknown" });
  const verdict = await verifyOffline({ ...asked, staleOk: true });
  expect(verdict.accepted).toBe(true);
  expect(verdict.checks.filter((check) => check.result === "warning").map((check) => check.name)).toEqual(["status"]);
});

test("a memory in a store is asked like one at hand", async () => {
  const asked: string[] = [];
  const seen = { has: (id: string) => Promise.resolve(asked.push(id) > 1) };
  const text = codeOf("three fields");
  expect((await verifyOffline({ ...OFFLINE, text, seen })).accepted).toBe(true);
  expect(await verifyOffline({ ...OFFLINE, text, seen })).toMatchObject({ reason: "replayed" });
  expect(new Set(asked).size).toBe(1);
});
