/** Binding this phone, through its step of the sign-in. */
import { flushPromises, mount } from "@vue/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import BindStep from "@/pages/citizen/sign-in/BindStep.vue";
import { loadTexts } from "@/locales";
import { device } from "@/state/device";
import { session } from "@/state/session";
import { iso, NOW } from "./cards";
import { office } from "./office";

const OLD = { device_id: "d-1", name: "手机", handle: "h", thumbprint: "t", created_at: iso(NOW), last_seen_at: iso(NOW) };

afterEach(() => vi.unstubAllGlobals());

test("a quick press does not leave the registration that this phone lost in its place", async () => {
  await loadTexts(["citizen", "desk"]);
  Object.assign(session, { state: "in", role: "citizen", subject: "account:1" });
  Object.assign(device, { state: "evicted", phone: { device_id: "d-1", name: "手机", subject: "account:1" } });
  const asked = office({
    "GET /api/v1/time": () => [200, { now: iso(NOW), seconds: NOW }],
    "GET /api/v1/devices": () => [200, { items: [OLD] }],
    "DELETE /api/v1/devices/d-1": () => [204, null],
    "POST /api/v1/devices/challenges": () => [201, { nonce: "bm9uY2UxMjM", aud: "https://office", expires_at: iso(NOW) }],
    "POST /api/v1/devices": () => [201, { ...OLD, device_id: "d-2" }],
  });
  const step = mount(BindStep);
  await step.find("form").trigger("submit");
  await vi.waitFor(() => expect(device.state).toBe("bound"));
  await flushPromises();
  const calls = asked.map((one) => one.call);
  expect(calls.indexOf("DELETE /api/v1/devices/d-1")).toBeLessThan(calls.indexOf("POST /api/v1/devices"));
  expect(calls).toContain("DELETE /api/v1/devices/d-1");
});
