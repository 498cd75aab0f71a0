/** Signing in: what people type counts as they meant it, and the cursor goes to what is wrong. */
import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import PhoneSignIn from "@/components/sign-in/PhoneSignIn.vue";
import StaffSignIn from "@/components/sign-in/StaffSignIn.vue";
import { json, office } from "../api/office";

let form: VueWrapper | null = null;
afterEach(() => {
  form?.unmount();
  vi.unstubAllGlobals();
});

test("a phone number pasted with its country and spaces is one; Enter asks for its code, then for its digits", async () => {
  const asked = office({ "POST /api/v1/auth/one-time-codes": () => json(200, { demo_code: "123456" }) });
  form = mount(PhoneSignIn, { attachTo: document.body });
  const [phone, code] = form.findAll("input");
  expect(Number(phone?.attributes("maxlength"))).toBeGreaterThanOrEqual("+86 138 0013 8000".length);
  await phone?.setValue("+86 １３８ 0013 8000");
  await form.get("form").trigger("submit");
  await flushPromises();
  expect(phone?.element.value).toBe("13800138000");
  expect(phone?.attributes("aria-invalid")).toBeUndefined();
  expect(asked.map((one) => one.body)).toEqual([JSON.stringify({ phone: "13800138000" })]);
  expect([code?.attributes("aria-invalid"), document.activeElement]).toEqual([undefined, code?.element]);
  await form.get("form").trigger("submit");
  expect([code?.attributes("aria-invalid"), asked.length]).toEqual(["true", 1]);
});

test("a number that is none keeps the cursor", async () => {
  form = mount(PhoneSignIn, { attachTo: document.body });
  await form.get("input").setValue("1380013");
  await form.get("form").trigger("submit");
  expect(document.activeElement).toBe(form.get("input").element);
});

test("an authenticator's code typed full-width is the same code", async () => {
  form = mount(StaffSignIn, { attachTo: document.body });
  const totp = form.findAll("input")[2];
  await totp?.setValue("１２３ ４５６");
  await form.get("form").trigger("submit");
  expect(totp?.element.value).toBe("123456");
  expect(totp?.attributes("aria-invalid")).toBeUndefined();
});
