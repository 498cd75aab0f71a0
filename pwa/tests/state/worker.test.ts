/** A new version is offered whenever its fetching began: before the page listened, while it did, or long ago. */
import { beforeEach, expect, test, vi } from "vitest";

class Worker extends EventTarget {
  state = "installing";

  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }
}

class Registration extends EventTarget {
  waiting: Worker | null = null;
  installing: Worker | null = null;
  active: Worker | null = new Worker();
}

let registration: Registration;

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv("PROD", true);
  registration = new Registration();
  Object.defineProperty(navigator, "serviceWorker", {
    configurable: true,
    value: { register: () => Promise.resolve(registration) },
  });
});

async function listening() {
  const worker = await import("@/state/worker");
  worker.registerWorker();
  await Promise.resolve();
  return worker;
}

test("a version that waits already is offered", async () => {
  registration.waiting = new Worker();
  const { updateReady } = await listening();
  expect(updateReady.value).toBe(true);
});

test("a version that was being fetched when the page began to listen is offered once it is whole", async () => {
  const coming = (registration.installing = new Worker());
  const { updateReady } = await listening();
  expect(updateReady.value).toBe(false);
  coming.become("installed");
  expect(updateReady.value).toBe(true);
});

test("a version that comes later is offered, and one whose fetching failed is not", async () => {
  const { updateReady } = await listening();
  for (const [end, offered] of [["redundant", false], ["installed", true]] as const) {
    const coming = (registration.installing = new Worker());
    registration.dispatchEvent(new Event("updatefound"));
    coming.become(end);
    expect(updateReady.value).toBe(offered);
  }
});

test("the very first version replaces nothing and is not offered", async () => {
  registration.active = null;
  registration.waiting = new Worker();
  const { updateReady } = await listening();
  expect(updateReady.value).toBe(false);
});

test("nor when it is in charge before its being whole is told, as in Safari", async () => {
  registration.active = null;
  const coming = (registration.installing = new Worker());
  const { updateReady } = await listening();
  registration.active = coming;
  coming.become("installed");
  expect(updateReady.value).toBe(false);
});
