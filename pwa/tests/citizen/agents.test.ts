/** Letting somebody act: until when, and what the phone signs and sends. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { accept, forget } from "@/api/tokens";
import { numberDigest } from "@/certs/agent";
import * as jws from "@/certs/jws";
import * as keys from "@/certs/keys";
import { nameAgent, takeBack, untilIsRight, usualUntil } from "@/pages/citizen/agents/naming";
import type { MyCase } from "@/pages/citizen/cases/words";
import { NoKey } from "@/pages/citizen/show/signing";
import { closeDatabase, database } from "@/state/database";
import { json, office, refused } from "../api/office";

const NUMBER = "20260307-4830275911";
const found = { case_no: NUMBER, revision: 4, aud: "https://liangma.example" } as MyCase;
const agent = { name: "李四", citizen_number: "990103194509160069" };
const AGENT = `/api/v1/me/cases/${NUMBER}/agent`;

beforeEach(async () => {
  await closeDatabase();
  await accept({ access_token: "t", token_type: "Bearer", expires_in: 600, role: "citizen", csrf_token: "c" });
});
afterEach(async () => {
  await forget();
  vi.unstubAllGlobals();
});

describe("the last day", () => {
  it("is a month from now, or the office's last one where that is earlier", () => {
    expect(usualUntil("2027-01-15", "2027-04-15")).toBe("2027-02-14");
    expect(usualUntil("2027-01-15", "2027-01-20")).toBe("2027-01-20");
  });

  it("lies between today and the office's last one", () => {
    const right = (until: string): boolean => untilIsRight(until, "2027-01-15", "2027-04-15");
    expect(["2027-01-15", "2027-04-15", "2027-01-14", "2027-04-16", "", "soon"].map(right)).toEqual([true, true, false, false, false, false]);
  });
});

describe("an authorisation", () => {
  it("is signed over exactly whom, for what and until when, and sent", async () => {
    const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
    await (await database()).put("keys", { name: "phone", pair, device_id: "d", handle: "h", thumbprint: "t" });
    const asked = office({ [`PUT ${AGENT}`]: () => json(200, found), "GET /api/v1/time": () => json(200, { seconds: 1_800_000_000 }) });
    await nameAgent(found, agent, "2027-02-14");
    const sent = JSON.parse(asked.find((one) => one.method === "PUT")?.body ?? "{}") as Record<string, string>;
    const { signature, ...plain } = sent;
    expect(plain).toEqual({ revision: 4, ...agent, until: "2027-02-14", device_id: "d" });
    const payload = await jws.verify(signature ?? "", await keys.publicOf(pair.publicKey), { typ: "liangma-agent+jwt" });
    const { iat, ...said } = payload;
    expect(iat).toBeTypeOf("number");
    expect(said).toEqual({
      aud: found.aud, case: NUMBER, revision: 4, until: "2027-02-14",
      agent: { name: agent.name, number: await numberDigest(agent.citizen_number) },
    });
    expect(JSON.stringify(payload)).not.toContain(agent.citizen_number);
  });

  it("needs the phone's key", async () => {
    office({});
    await expect(nameAgent(found, agent, "2027-02-14")).rejects.toBeInstanceOf(NoKey);
  });

  it("is taken back by one call, and a refusal is told", async () => {
    let answer = (): Response => json(200, found);
    const asked = office({ [`DELETE ${AGENT}`]: () => answer() });
    await takeBack(NUMBER);
    expect(asked.map((one) => one.method)).toEqual(["DELETE"]);
    answer = () => refused(409, "authorisation_over");
    await expect(takeBack(NUMBER)).rejects.toMatchObject({ code: "authorisation_over" });
  });
});
