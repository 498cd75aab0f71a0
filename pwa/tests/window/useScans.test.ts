import { flushPromises, mount } from "@vue/test-utils";
import { describe, expect, it, vi } from "vitest";
import { defineComponent } from "vue";
import { offline, Problem } from "@/api/problem";
import type { Scan } from "@/scan/kinds";
import type { Verdict } from "@/pages/window/outbox";
import { useScans, type ScansUse } from "@/pages/window/useScans";

const scan = (text: string): Scan => ({ kind: text.startsWith("LM1P:") ? "portrait" : "code", text, source: "gun", at: performance.now(), decode: 0 });
const verdict = (digest?: string): Verdict => ({
  id: "01", accepted: true, reason: null, text: null, next_step: null, checks: [], as_of: "2026-11-22T00:00:00Z", verifier: "w", purpose: "matter", receipt: "",
  certificates: digest === undefined ? [] : [{ certificate_id: "1", type: { id: "t", name: { zh: "", en: "" } }, valid_to: null, fields: [{ name: "portrait_digest", label: { zh: "", en: "" }, value: digest }] }],
});
const refusal = new Problem({ code: "case_not_found", status: 404, text: { zh: "", en: "" }, next: { zh: "", en: "" } });

function used(send: (code: string, key: string) => Promise<Verdict>): ScansUse {
  let use: ScansUse | undefined;
  mount(defineComponent({ setup: () => ((use = useScans(send)), () => null) }));
  return use!;
}

describe("scans at the window", () => {
  it("go out one after another, in the order they were read", async () => {
    const sent: string[] = [];
    const use = used(async (code) => (await Promise.resolve(), sent.push(code), verdict()));
    await Promise.all([use.take(scan("LM1:A")), use.take(scan("LM1:B"))]);
    await flushPromises();
    expect(sent).toEqual(["LM1:A", "LM1:B"]);
    expect(use.outbox.waiting.value).toEqual([]);
  });

  it("are kept without an answer and go out again with the same key", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const keys: string[] = [];
    const use = used((_, key) => (keys.push(key) === 1 ? Promise.reject(offline()) : Promise.resolve(verdict())));
    await use.take(scan("LM1:A"));
    expect(use.outbox.waitingFor.value?.code).toBe("offline");
    expect(use.verdict.value).toBeNull();
    await vi.advanceTimersByTimeAsync(3100);
    expect(use.verdict.value?.accepted).toBe(true);
    expect(use.outbox.waiting.value).toEqual([]);
    expect(keys[1]).toBe(keys[0]);
    vi.useRealTimers();
  });

  it("are not kept when the request itself is refused", async () => {
    const use = used(() => Promise.reject(refusal));
    await use.take(scan("LM1:A"));
    expect(use.outbox.refused.value?.code).toBe("case_not_found");
    expect(use.outbox.waiting.value).toEqual([]);
  });

  it("may be dropped", async () => {
    const use = used(() => Promise.reject(offline()));
    await use.take(scan("LM1:A"));
    use.outbox.drop();
    expect([use.outbox.waiting.value.length, use.outbox.waitingFor.value]).toEqual([0, null]);
  });
});

describe("the portrait", () => {
  it("is awaited, wrong or good by the certificate's digest", async () => {
    const { portraitOf } = await import("@/scan/portrait");
    const { encode } = await import("@/certs/base45");
    const webp = new Uint8Array([82, 73, 70, 70, 4, 0, 0, 0, 87, 69, 66, 80]);
    const text = `LM1P:${encode(webp)}`;
    const digest = (await portraitOf(text))?.digest ?? "";
    const use = used(() => Promise.resolve(verdict(digest)));
    expect(use.portraitState.value).toBe("none");
    await use.take(scan("LM1:A"));
    expect(use.portraitState.value).toBe("awaited");
    await use.take(scan(`LM1P:${encode(new Uint8Array([...webp, 0]))}`));
    expect(use.portraitState.value).toBe("wrong");
    await use.take(scan(text));
    expect(use.portraitState.value).toBe("good");
  });

  it("of another person does not stay with the next verdict", async () => {
    const digests = ["00".repeat(16), "11".repeat(16)];
    const use = used(() => Promise.resolve(verdict(digests.shift())));
    await use.take(scan("LM1:A"));
    use.portrait.value = { digest: "00".repeat(16), address: "" };
    expect(use.portraitState.value).toBe("good");
    await use.take(scan("LM1:B"));
    expect(use.portraitState.value).toBe("awaited");
  });
});
