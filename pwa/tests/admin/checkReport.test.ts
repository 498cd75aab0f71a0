/** What a check of the log found: each kind once, in words, with what to do next, and every place of it. */
import { mount } from "@vue/test-utils";
import { beforeAll, expect, test } from "vitest";
import { loadTexts, setLanguage } from "@/locales";
import CheckReport from "@/pages/admin/audit/CheckReport.vue";

beforeAll(async () => {
  await loadTexts(["admin"]);
  await setLanguage("zh");
});

const words = (name: string) => ({ text: { zh: `${name}的意思`, en: "" }, next_step: { zh: `${name}的办法`, en: "" } });
const cut = (chain: number) => ({ chain, seq: 7, kind: "cut" as const, file: null, ...words("截断") });

test("kinds are told once with what to do, and places each", () => {
  const file = { chain: 0, seq: 0, kind: "unbelieved" as const, file: "a-1.jws", ...words("不可信") };
  const report = mount(CheckReport, { props: { report: { entries: 9, chains: 2, checkpoints: 1, breaks: [cut(1), file, cut(2)] }, seconds: 1 } });
  expect(report.text()).toContain("发现 3 处断裂");
  const kinds = report.findAll("li.kind").map((one) => one.findAll("p, li").map((line) => line.text()));
  expect(kinds).toEqual([
    ["截断的意思 cut", "接下来：截断的办法", "链 1 第 7 条", "链 2 第 7 条"],
    ["不可信的意思 unbelieved", "接下来：不可信的办法", "检查点文件 a-1.jws"],
  ]);
});

test("a whole log is told whole", () => {
  const report = mount(CheckReport, { props: { report: { entries: 9, chains: 2, checkpoints: 1, breaks: [] }, seconds: 1 } });
  expect(report.text()).toContain("日志完整");
  expect(report.find("h3").exists()).toBe(false);
});
