/** What the gate decides alone: real codes, a real bundle, a real IndexedDB. */
import { beforeEach, expect, test, vi } from "vitest";
import { fromHex } from "@/certs";
import { OpenChallenges, makeChallenge } from "@/state/gate/challenge";
import { dropToken, keepSecret } from "@/state/gate/credentials";
import { type Gate, examine } from "@/state/gate/examine";
import { type QueueRow, doubles, reconcile, waiting } from "@/state/gate/queue";
import type { GateVerdict } from "@/state/gate/verdict";
import { database } from "@/state/database";
import { json, office } from "../../api/office";
import { BUNDLE, NOW, codeOf } from "../../certs/vectors";
import { TYPE, WHO, fresh, gateAt, presented, setup, shown } from "./world";

beforeEach(fresh);

async function queued(): Promise<QueueRow[]> {
  return (await (await database()).getAll("gate_queue")) as unknown as QueueRow[];
}

function judged(gate: Gate, text: string): Promise<GateVerdict> {
  return examine(gate, presented(text));
}

test("a fresh code is accepted offline, green, with its fields in words", async () => {
  const verdict = await judged(gateAt(NOW), await shown());
  expect([verdict.outcome, verdict.colour, verdict.how]).toEqual(["accepted", "green", "offline"]);
  expect(verdict.certificates[0]?.type).toEqual(TYPE?.name);
  expect(verdict.certificates[0]?.fields.length).toBeGreaterThan(0);
});

test("a code shown for somebody else names who shows it, for whom, and in which way", async () => {
  const verdict = await judged(gateAt(NOW), codeOf("on behalf: guardian, everywhere"));
  expect(verdict).toMatchObject({ outcome: "accepted", behalf: { kind: "guardian", name: "李·Borrower 四", holder: "欧阳 test" } });
  expect((await judged(gateAt(NOW), await shown())).behalf).toBeNull();
});

test("a code that may be shown on behalf at windows only is refused by a gate without network, with the reason", async () => {
  const verdict = await judged(gateAt(NOW), codeOf("for windows, offline"));
  expect(verdict).toMatchObject({ outcome: "refused", reason: "showing_not_here", colour: "red", certificates: [] });
  expect(verdict.text?.zh).toBe("此码由他人代出示，不能在这里使用。");
});

test("a code shown twice is refused the second time", async () => {
  const code = await shown();
  expect((await judged(gateAt(NOW), code)).outcome).toBe("accepted");
  const again = await judged(gateAt(NOW + 5), code);
  expect([again.outcome, again.reason, again.colour]).toEqual(["refused", "replayed", "red"]);
});

test("two scans of one code at the same moment are one acceptance", async () => {
  const code = await shown();
  const both = await Promise.all([judged(gateAt(NOW), code), judged(gateAt(NOW), code)]);
  expect(both.map((verdict) => verdict.outcome).sort()).toEqual(["accepted", "refused"]);
});

test("a code is remembered across a reload of the page", async () => {
  const code = await shown();
  await judged(gateAt(NOW), code);
  vi.resetModules(); // the page is gone; the database stays
  const { loadSeen } = await import("@/state/gate/seen");
  const { examine: afterReload } = await import("@/state/gate/examine");
  expect(await loadSeen(NOW + 1)).toBe(true);
  expect((await afterReload(gateAt(NOW + 1), presented(code))).reason).toBe("replayed");
});

test.each([[-91, "code_expired"], [31, "code_from_future"]])("a code %i s away is refused: %s", async (away, reason) => {
  expect((await judged(gateAt(NOW), await shown(NOW + away))).reason).toBe(reason);
});

test("fields beyond the registered purpose are refused offline too", async () => {
  const narrow = gateAt(NOW, {}, { setup: setup({ purposes: { boarding: { 999: ["name"] } } }) });
  expect((await judged(narrow, await shown())).reason).toBe("type_not_permitted");
  const none = gateAt(NOW, {}, { setup: setup({ purpose: "another" }) });
  expect((await judged(none, await shown())).reason).toBe("type_not_permitted");
});

test("a needed field that was not shown refuses the code", async () => {
  const verdict = await judged(gateAt(NOW, { needed: ["address"] }), await shown());
  expect(verdict.reason).toBe("required_field_missing");
});

test("a hidden field is checked and stays off the screen", async () => {
  const whole = await judged(gateAt(NOW), await shown());
  const name = whole.certificates[0]?.fields[0]?.name ?? "";
  const without = await judged(gateAt(NOW + 1, { hidden: [name] }), await shown(NOW + 1));
  expect(without.certificates[0]?.fields.map((field) => field.name)).not.toContain(name);
});

test("an old status list is amber or red, as the policy says", async () => {
  const later = BUNDLE.iat + 2 * 3600;
  const code = (): Promise<string> => shown(later);
  expect((await judged(gateAt(later, { staleHours: 24 }), await code())).colour).toBe("green");
  const amber = await judged(gateAt(later + 1, { staleHours: 1, whenStale: "amber" }), await shown(later + 1));
  expect([amber.outcome, amber.colour, amber.reason]).toEqual(["accepted", "amber", "status_unknown"]);
  const red = await judged(gateAt(later + 2, { staleHours: 1, whenStale: "red" }), await shown(later + 2));
  expect([red.colour, red.reason]).toEqual(["red", "status_unknown"]);
});

test("an expired bundle is amber for its hours of grace, then red", async () => {
  const policy = { whenStale: "amber", graceHours: 1, staleHours: 168 } as const;
  const end = BUNDLE.nextUpdate;
  const within = await judged(gateAt(end + 60, policy), await shown(end + 60));
  expect([within.colour, within.outcome]).toEqual(["amber", "accepted"]);
  const beyond = await judged(gateAt(end + 3700, policy), await shown(end + 3700));
  expect(beyond.colour).toBe("red");
  expect((await judged(gateAt(end + 70, { ...policy, whenStale: "red" }), await shown(end + 70))).colour).toBe("red");
});

test("a gate whose clock is far behind its bundle accepts nothing", async () => {
  const early = BUNDLE.iat - 4000;
  expect((await judged(gateAt(early), await shown(early))).reason).toBe("trust_list_stale");
});

test("without a bundle nothing is accepted", async () => {
  expect((await judged(gateAt(NOW, {}, { bundle: null }), await shown())).outcome).toBe("refused");
});

test("what is decided alone waits in the queue, with names of fields and no value", async () => {
  const verdict = await judged(gateAt(NOW), await shown());
  const [row] = await queued();
  expect(row).toMatchObject({ once_id: verdict.onceId, at: NOW, outcome: "accepted", mode: "offline", purpose: "boarding" });
  const values = verdict.certificates.flatMap(({ fields }) => fields.map((field) => field.value)).filter((value) => typeof value === "string");
  expect(values.length).toBeGreaterThan(0);
  for (const value of values) expect(JSON.stringify(row)).not.toContain(value);
});

test("a refused code of a real certificate is reported, one that nobody signed is not", async () => {
  await judged(gateAt(NOW), await shown(NOW - 500));
  await judged(gateAt(NOW), "LM1:NONSENSE");
  expect((await queued()).map((row) => [row.outcome, row.reason])).toEqual([["refused", "code_expired"]]);
});

test("in challenge mode only an answer to this gate's own challenge passes, once, whatever the phone's clock", async () => {
  const open = new OpenChallenges();
  const challenge = makeChallenge(WHO, NOW);
  open.add(challenge);
  const answer = await shown(NOW - 7200, { aud: WHO, cnonce: fromHex(challenge.hex) });
  const right = await examine(gateAt(NOW), presented(answer, open.answered(fromHex(challenge.hex), NOW)));
  expect([right.colour, right.challenge]).toEqual(["green", true]);
  open.spend(challenge);
  expect(open.answered(fromHex(challenge.hex), NOW)).toBeNull();
});

test.each([
  ["for anybody", {}, "wrong_audience"],
  ["for this gate, but no answer", { aud: WHO }, "challenge_missing"],
  ["answering another challenge", { aud: WHO, cnonce: fromHex("0102030405060708") }, "challenge_mismatch"],
  ["for another gate", { aud: "elsewhere", cnonce: fromHex("0102030405060708") }, "wrong_audience"],
])("in challenge mode a code %s is refused", async (_name, proof, reason) => {
  const challenge = makeChallenge(WHO, NOW);
  expect((await examine(gateAt(NOW), presented(await shown(NOW, proof), challenge))).reason).toBe(reason);
});

test("the office decides where it is there; without its answer this gate does, and says so", async () => {
  const online = gateAt(NOW, { online: true }, { online: true });
  const verdict = { id: "x", accepted: false, reason: "status_revoked", text: null, next_step: null, checks: [], certificates: [], as_of: "2026-01-01T00:00:00Z", verifier: WHO, purpose: "boarding", receipt: "" };
  await keepSecret("s".repeat(40));
  const token = (): Response => json(200, { access_token: "t", token_type: "Bearer", expires_in: 600 });
  office({ "POST /oauth/token": token, "POST /api/v1/verifications": () => json(200, verdict) });
  expect(await judged(online, await shown())).toMatchObject({ how: "online", reason: "status_revoked", fellBack: false });
  office({ "POST /oauth/token": token });
  expect(await judged(online, await shown(NOW + 1))).toMatchObject({ how: "offline", outcome: "accepted", fellBack: true });
  expect((await queued())[0]?.tried_online).toBe(true);
});

test("what must be shown must be shown to the office's verdict too", async () => {
  const field = { name: "name", label: { zh: "姓名", en: "Name" }, value: "张三" };
  const certificate = { certificate_id: "c", type: { id: "resident-id", name: { zh: "证", en: "card" } }, valid_to: null, fields: [field] };
  const live = { id: "x", accepted: true, reason: null, text: null, next_step: null, checks: [], certificates: [certificate], as_of: "2026-01-01T00:00:00Z", verifier: WHO, purpose: "boarding", receipt: "" };
  await keepSecret("s".repeat(40));
  const token = (): Response => json(200, { access_token: "t", token_type: "Bearer", expires_in: 600 });
  office({ "POST /oauth/token": token, "POST /api/v1/verifications": () => json(200, live) });
  const asking = (...needed: string[]): Gate => gateAt(NOW, { online: true, needed }, { online: true });
  expect(await judged(asking("name"), await shown())).toMatchObject({ how: "online", colour: "green" });
  const without = await judged(asking("name", "over_18"), await shown(NOW + 1));
  expect(without).toMatchObject({ how: "online", outcome: "refused", colour: "red", reason: "required_field_missing", certificates: [] });
});

test("an office that will not have this gate lets nothing pass", async () => {
  await keepSecret("s".repeat(40));
  dropToken();
  office({ "POST /oauth/token": () => json(401, { error: "invalid_client" }) });
  const online = gateAt(NOW, { online: true }, { online: true });
  await expect(judged(online, await shown())).rejects.toMatchObject({ code: "gate_refused" });
  expect(await waiting()).toBe(0);
});

test("a code accepted here and elsewhere stands on the list until somebody dealt with it", async () => {
  const verdict = await judged(gateAt(NOW), await shown());
  const first = { at: "2026-01-01T00:00:00Z", kind: "gate" as const };
  const told = await reconcile((rows) => Promise.resolve(rows.map((row) => ({ once_id: row.once_id, result: "used_elsewhere" as const, first }))), NOW + 60);
  expect(told.doubles).toHaveLength(1);
  expect(await waiting()).toBe(0);
  expect((await doubles())[0]).toMatchObject({ once_id: verdict.onceId, first, kind: "used_elsewhere" });
});
