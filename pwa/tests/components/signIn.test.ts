/** Signing in: what people type counts as they meant it, and the cursor goes to what is wrong. */
import { mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, expect, test } from "vitest";
import PhoneSignIn from "@/components/sign-in/PhoneSignIn.vue";
import StaffSignIn from "@/components/sign-in/StaffSignIn.vue";

let form: VueWrapper | null = null;
afterEach(() => form?.unmount());

test("a phone number pasted with its country and spaces is one, and the cursor goes to the code that is missing", async () => {
  form = mount(PhoneSignIn, { attachTo: document.body });
  const [phone, code] = form.findAll("input");
  expect(Number(phone?.attributes("maxlength"))).toBeGreaterThanOrEqual("+86 138 0013 8000".length);
  await phone?.setValue("+86 １３８ 0013 8000");
  await form.get("form").trigger("submit");
  expect(phone?.element.value).toBe("13800138000");
  expect(phone?.attributes("aria-invalid")).toBeUndefined();
  expect(document.activeElement).toBe(code?.element);
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
