/** The shared components: what they say to a keyboard and to a screen reader. */
import { mount } from "@vue/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import { nextTick } from "vue";
import { offline, Problem } from "@/api/problem";
import AppBanner from "@/components/AppBanner.vue";
import AppButton from "@/components/AppButton.vue";
import AppDialog from "@/components/AppDialog.vue";
import AppField from "@/components/AppField.vue";
import AppProblem from "@/components/AppProblem.vue";
import AppSegments from "@/components/AppSegments.vue";
import AppSelect from "@/components/AppSelect.vue";
import AppText from "@/components/AppText.vue";
import CountdownRing from "@/components/CountdownRing.vue";
import StatusMark from "@/components/StatusMark.vue";
import ToastHost from "@/components/ToastHost.vue";
import { toast, toasts } from "@/components/toasts";

afterEach(() => vi.useRealTimers());

test("a busy button says so, keeps the focus and ignores presses", async () => {
  const press = vi.fn();
  const button = mount(AppButton, { props: { onClick: press }, slots: { default: "登录" } });
  await button.trigger("click");
  await button.setProps({ busy: true });
  await button.trigger("click");
  expect(press).toHaveBeenCalledTimes(1);
  expect(button.attributes()).toMatchObject({ "aria-busy": "true", "aria-disabled": "true" });
  expect(button.attributes("disabled")).toBeUndefined();
});

test("a busy form is not sent twice", async () => {
  const form = mount({ components: { AppButton }, template: `<form @submit="sent = true"><AppButton busy type="submit">a</AppButton></form>`, data: () => ({ sent: false }) }, { attachTo: document.body });
  await form.get("button").trigger("click");
  expect(form.vm.sent).toBe(false);
  form.unmount();
});

test("a field ties its label, hint and error to the input", async () => {
  const field = mount(AppField, { props: { modelValue: "", label: "手机号", hint: "11 位", error: "不对" } });
  const input = field.get("input");
  expect(field.get("label").attributes("for")).toBe(input.attributes("id"));
  expect(input.attributes("aria-invalid")).toBe("true");
  const described = (input.attributes("aria-describedby") ?? "").split(" ");
  expect(described.map((id) => field.get(`#${id}`).text())).toEqual(["11 位", "不对"]);
  await input.setValue("13900000000");
  expect(field.emitted("update:modelValue")).toEqual([["13900000000"]]);
  await field.setProps({ hint: "", error: "" });
  expect(input.attributes("aria-describedby")).toBeUndefined();
  expect(input.attributes("aria-invalid")).toBeUndefined();
});

test("lines and lists are tied to their label and to what is wrong with them, as a field is", () => {
  const told = { modelValue: "", label: "事项", error: "请选择" };
  const made = [mount(AppText, { props: told }).get("textarea"), mount(AppSelect, { props: { ...told, options: [] } }).get("select")];
  for (const control of made) {
    const frame = control.element.closest(".field");
    expect(frame?.querySelector("label")?.htmlFor).toBe(control.attributes("id"));
    expect(frame?.querySelector(`#${control.attributes("aria-describedby")}`)?.textContent).toBe("请选择");
    expect(control.attributes("aria-invalid")).toBe("true");
  }
});

test("a field must be filled in, or says that it may be left out, or, as a search does, says nothing", () => {
  const kinds = [{}, { optional: true }, { required: false }].map((more) => {
    const field = mount(AppField, { props: { modelValue: "", label: "名字", ...more } });
    return [field.get("input").attributes("required") !== undefined, /选填|optional/.test(field.get("label").text())];
  });
  expect(kinds).toEqual([[true, false], [false, true], [false, false]]);
});

test("only bad news interrupts", () => {
  const roles = (["info", "ok", "warn", "bad"] as const).map((kind) => mount(AppBanner, { props: { kind } }).attributes("role"));
  expect(roles).toEqual(["status", "status", "status", "alert"]);
});

test("a problem says what is wrong and what to do next, and quotes the request only when the fault is ours", async () => {
  const words = { zh: "密码不对", en: "Wrong password" };
  const next = { zh: "请重新输入", en: "Type it again" };
  const refused = new Problem({ code: "x", status: 401, text: words, next, requestId: "r-1" });
  const shown = mount(AppProblem, { props: { problem: refused, retry: true } });
  expect(shown.text()).toMatch(/Wrong password.*Type it again|密码不对.*请重新输入/s);
  expect(shown.text()).not.toContain("r-1");
  await shown.get("button").trigger("click");
  expect(shown.emitted("retry")).toHaveLength(1);
  await shown.setProps({ problem: new Problem({ code: "internal", status: 500, text: words, next, requestId: "r-2" }) });
  expect(shown.text()).toContain("r-2");
  const errors = [{ path: "/name", problem: "too long", zh: "太长", en: "too long" }];
  await shown.setProps({ problem: new Problem({ code: "invalid", status: 422, text: words, next, details: { errors } }) });
  expect(shown.get("li").text()).toMatch(/^\/name (太长|too long)$/);
  await shown.setProps({ problem: offline() });
  expect(shown.get(".banner").classes()).toContain("warn");
  expect(shown.find("li").exists()).toBe(false);
});

test("one of a few is a group of radio buttons with a name", async () => {
  const options = [{ value: "zh", text: "中文" }, { value: "en", text: "English" }];
  const group = mount(AppSegments, { props: { modelValue: "zh", label: "语言", options } });
  expect(group.get("legend").text()).toBe("语言");
  expect(new Set(group.findAll("input").map((input) => input.attributes("name"))).size).toBe(1);
  await group.findAll("input")[1]?.setValue();
  expect(group.emitted("update:modelValue")).toEqual([["en"]]);
});

test("a dialog opens as a modal, and one that must be answered cannot be closed with Escape", async () => {
  const dialog = mount(AppDialog, { props: { open: true, title: "登录已过期", closable: false }, attachTo: document.body });
  await nextTick();
  const element = dialog.get("dialog").element;
  expect(element.open).toBe(true);
  const id = dialog.get("dialog").attributes("aria-labelledby") ?? "";
  expect(dialog.get(`#${id}`).text()).toBe("登录已过期");
  expect(dialog.find("button").exists()).toBe(false);
  const escape = new Event("cancel", { cancelable: true });
  element.dispatchEvent(escape);
  expect(escape.defaultPrevented).toBe(true);
  await dialog.setProps({ open: false });
  expect(element.open).toBe(false);
  dialog.unmount();
});

test("a state is an icon and words, never a colour alone", () => {
  const mark = mount(StatusMark, { props: { mark: "bad", text: "已注销" } });
  expect(mark.text()).toBe("已注销");
  expect(mark.get("svg").attributes("aria-hidden")).toBe("true");
});

test("the ring says the seconds left and never less than none", async () => {
  const ring = mount(CountdownRing, { props: { left: 12.2, total: 30 } });
  expect(ring.get("text").text()).toBe("13");
  expect(ring.attributes("aria-label")).toContain("13");
  await ring.setProps({ left: -2 });
  expect(ring.get("text").text()).toBe("0");
});

test("a toast is read out, at most three at a time, and passes", async () => {
  vi.useFakeTimers();
  const host = mount(ToastHost);
  expect(host.attributes("aria-live")).toBe("polite");
  for (const text of ["一", "二", "三", "四"]) toast(text);
  await nextTick();
  expect(toasts.map((shown) => shown.text)).toEqual(["二", "三", "四"]);
  vi.advanceTimersByTime(5000);
  expect(toasts).toEqual([]);
});
