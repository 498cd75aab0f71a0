/** Who is at the desk, and what the answers say of it. */
import { describe, expect, it } from "vitest";
import { discordOf, nextRole } from "@/pages/window/agency";

const asked = { question: "channel", agent: "agent", other: "self" };
const agent = { name: "李四", number_masked: "4***1", basis: "present" as const, since: "2027-01-15T08:00:00Z", until: null };
type Asked = Parameters<typeof discordOf>[0];
const found = (more: Partial<Asked>): Asked => ({ acts: ["answer"], agent: null, agent_question: asked, answers: { channel: "self" }, ...more });

describe("the answer about who applies and the people at the desk", () => {
  it("agree: nothing is to be corrected", () => {
    expect(discordOf(found({}))).toBeNull();
    expect(discordOf(found({ agent, answers: { channel: "agent" } }))).toBeNull();
  });

  it("differ: the answer that would agree is offered", () => {
    expect(discordOf(found({ answers: { channel: "agent" } }))).toEqual({ kind: "absent", answers: { channel: "self" } });
    expect(discordOf(found({ agent }))).toEqual({ kind: "unsaid", answers: { channel: "agent" } });
  });

  it("are not compared where the matter does not ask, or nothing can change any more", () => {
    expect(discordOf(found({ agent, agent_question: null }))).toBeNull();
    expect(discordOf(found({ agent, acts: [] }))).toBeNull();
  });
});

describe("the next code", () => {
  it("is the agent's where the answer names one who has not shown any, and else the applicant's", () => {
    expect(nextRole(found({ answers: { channel: "agent" } }))).toBe("agent");
    expect([null, found({}), found({ agent, answers: { channel: "agent" } }), found({ agent_question: null })].map(nextRole)).toEqual(Array(4).fill("applicant"));
  });
});
