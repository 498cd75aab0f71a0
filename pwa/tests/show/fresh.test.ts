/** A code that stays fresh: at once, every thirty seconds, never hidden, never a late one. */
import { type EffectScope, effectScope } from "vue";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepNonces } from "@/pages/citizen/show/nonces";
import { type FreshCode, useFreshCode } from "@/pages/citizen/show/useFreshCode";
import { type Read, isNewUse } from "@/pages/citizen/show/useUses";
import { clock } from "@/state/clock";
import { holdShow, onShow, rememberView, rememberedView } from "@/state/show";
import { NOON } from "./world";

let scope: EffectScope;
let hidden = false;

function hide(wanted: boolean): void {
  hidden = wanted;
  document.dispatchEvent(new Event("visibilitychange"));
}

function start(sign: () => Promise<string>): FreshCode {
  return scope.run(() => useFreshCode(sign))!;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  vi.spyOn(document, "hidden", "get").mockImplementation(() => hidden);
  scope = effectScope();
});

afterEach(() => {
  scope.stop();
  hidden = false;
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("a fresh code", () => {
  it("is signed at once and anew after thirty seconds, not before", async () => {
    let made = 0;
    const code = start(() => Promise.resolve(`code ${++made}`));
    await code.renew();
    expect(code.text.value).toBe("code 1");
    await vi.advanceTimersByTimeAsync(29_000);
    expect([code.text.value, code.left.value]).toEqual(["code 1", 1]);
    await vi.advanceTimersByTimeAsync(1000);
    expect([code.text.value, code.left.value]).toEqual(["code 2", 30]);
  });

  it("is taken off a hidden page, and signed anew on return", async () => {
    let made = 0;
    const code = start(() => Promise.resolve(`code ${++made}`));
    await code.renew();
    hide(true);
    expect(code.text.value).toBe("");
    await vi.advanceTimersByTimeAsync(120_000);
    expect(made).toBe(1);
    hide(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(code.text.value).toBe("code 2");
  });

  it("is not replaced by a signature that was wished for earlier and comes later", async () => {
    const waiting: ((text: string) => void)[] = [];
    const code = start(() => new Promise<string>((resolve) => waiting.push(resolve)));
    const first = code.renew();
    const second = code.renew();
    waiting[1]!("new");
    await second;
    waiting[0]!("old");
    await first;
    expect(code.text.value).toBe("new");
  });

  it("is gone after it was stopped, also from a signature under way", async () => {
    let finish: (text: string) => void = () => undefined;
    const code = start(() => new Promise<string>((resolve) => (finish = resolve)));
    const making = code.renew();
    code.stop();
    finish("late");
    await making;
    expect(code.text.value).toBe("");
  });

  it("is taken away when signing fails, and the reason is told", async () => {
    const answers = [Promise.resolve("code"), Promise.reject(new Error("no key"))];
    const code = start(() => answers.shift()!);
    await code.renew();
    await code.renew();
    expect(code.text.value).toBe("");
    expect(code.failure.value).toBeInstanceOf(Error);
  });
});

describe("a server nonce", () => {
  const issued = (life: number) => ({ nonce: "AAAAAAAAAAA", expires_at: new Date((clock.now() + life) * 1000).toISOString() });

  it("is used in one code only", async () => {
    const nonces = keepNonces(() => Promise.resolve(issued(120)));
    expect(nonces.take()).toBeNull();
    nonces.refill();
    await vi.advanceTimersByTimeAsync(0);
    expect(nonces.take()).toEqual(new Uint8Array(8));
    expect(nonces.take()).toBeNull();
  });

  it("that ends within a minute is left unused", async () => {
    const nonces = keepNonces(() => Promise.resolve(issued(59)));
    nonces.refill();
    await vi.advanceTimersByTimeAsync(0);
    expect(nonces.take()).toBeNull();
  });
});

describe("a read in the history", () => {
  const read = (at: number, ids: string[]) => {
    return { at: new Date(at * 1000).toISOString(), shown: ids.map((certificate_id) => ({ certificate_id })) } as unknown as Read;
  };

  it("is of the code on show when it names the certificate and is not older than the code", () => {
    expect(isNewUse(read(NOON + 5, ["one"]), ["one", "two"], NOON)).toBe(true);
    expect(isNewUse(read(NOON + 5, ["three"]), ["one", "two"], NOON)).toBe(false);
    expect(isNewUse(read(NOON - 60, ["one"]), ["one"], NOON)).toBe(false);
  });

  it("counts when it was refused before it could name a certificate", () => {
    expect(isNewUse(read(NOON + 5, []), ["one"], NOON)).toBe(true);
  });
});

describe("what is on show", () => {
  it("holds an update back until every code is gone", () => {
    const one = holdShow();
    const other = holdShow();
    one();
    one();
    expect(onShow.value).toBe(true);
    other();
    expect(onShow.value).toBe(false);
  });

  it("remembers the view for each certificate", async () => {
    await rememberView("one", 2);
    expect(await rememberedView("one")).toBe(2);
    expect(await rememberedView("two")).toBeUndefined();
  });
});
