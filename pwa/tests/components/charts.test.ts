/** Charts: round scales, places, and that what is drawn is also said, read by slider and laid out as a table. */
import { mount } from "@vue/test-utils";
import { beforeAll, describe, expect, test } from "vitest";
import { nextTick } from "vue";
import BarTable from "@/components/charts/BarTable.vue";
import { labelled, linePath, middles, peak, scaleOf, shareAt } from "@/components/charts/scale";
import TimeChart from "@/components/charts/TimeChart.vue";
import { loadTexts } from "@/locales";
import { settings } from "@/state/settings";

beforeAll(async () => {
  settings.language = "zh";
  await loadTexts(["admin"]);
});

describe("scales", () => {
  test("a scale reaches over every value in whole, round steps", () => {
    for (const most of [1, 3, 4, 7, 10, 99, 100, 101, 1296, 1_000_000]) {
      const { top, ticks } = scaleOf([0, most]);
      expect(top).toBeGreaterThanOrEqual(most);
      expect(top).toBeLessThan(most * 2.1 + 4);
      expect(ticks.every(Number.isInteger)).toBe(true);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect([ticks[0], ticks.at(-1)]).toEqual([0, top]);
    }
  });

  test("nothing at all still has a scale", () => {
    expect(scaleOf([])).toEqual({ top: 1, ticks: [0, 1] });
    expect(scaleOf([0, 0])).toEqual({ top: 1, ticks: [0, 1] });
  });

  test("a place on the chart is the share it lies in, also beyond the edges", () => {
    expect(middles(4, 100)).toEqual([12.5, 37.5, 62.5, 87.5]);
    expect([-5, 0, 24, 25, 99, 100, 500].map((x) => shareAt(x, 4, 100))).toEqual([0, 0, 0, 1, 3, 3, 3]);
  });

  test("labels keep their distance and the last day always has one", () => {
    for (const count of [1, 2, 30, 90, 366]) {
      const places = labelled(count, 600, 70);
      expect(places.at(-1)).toBe(count - 1);
      expect(places.length).toBeLessThanOrEqual(9);
    }
  });

  test("a day without a value breaks the line, and a lone day is a dash", () => {
    expect(linePath([1, 2, 3, 4], [5, null, 7, 8])).toBe("M1.0 5.0h0.1M3.0 7.0L4.0 8.0");
    expect(linePath([1], [null])).toBe("");
  });

  test("the peak is the first of the greatest, and none of nothing", () => {
    expect([peak([1, 3, null, 3]), peak([0, 0]), peak([])]).toEqual([1, -1, -1]);
  });
});

const DAYS = ["2026-11-20", "2026-11-21", "2026-11-22"];
const SERIES = [
  { name: "通过", values: [1, 5, 2], tone: "accent" as const },
  { name: "拒绝", values: [0, 0, null], tone: "bad" as const },
];

describe("a chart of days", () => {
  test("says in a sentence what it draws", () => {
    const chart = mount(TimeChart, { props: { title: "每天核验", days: DAYS, series: SERIES } });
    expect(chart.find(".unseen").text()).toBe("每天核验。2026年11月20日 至 2026年11月22日。通过合计 8，最多一天 5（2026年11月21日）; 拒绝: 全部为零");
  });

  test("is read day by day with a slider, and tells a day without a value from a zero", async () => {
    const chart = mount(TimeChart, { props: { title: "每天核验", days: DAYS, series: SERIES } });
    const slider = chart.find("input");
    await slider.setValue("1");
    expect(slider.attributes("aria-valuetext")).toBe("2026年11月21日 通过 5, 拒绝 0");
    await slider.setValue("2");
    expect(slider.attributes("aria-valuetext")).toBe("2026年11月22日 通过 2, 拒绝 没有");
  });

  test("lays the same values out as a table, newest first", async () => {
    const chart = mount(TimeChart, { props: { title: "每天核验", days: DAYS, series: SERIES } });
    const details = chart.find("details").element as HTMLDetailsElement;
    details.open = true;
    details.dispatchEvent(new Event("toggle"));
    await nextTick();
    const rows = chart.findAll("tbody tr").map((row) => row.findAll("th,td").map((cell) => cell.text()));
    expect(rows).toEqual([
      ["2026年11月22日", "2", "没有"],
      ["2026年11月21日", "5", "0"],
      ["2026年11月20日", "1", "0"],
    ]);
  });
});

describe("a table of bars", () => {
  const bars = Array.from({ length: 10 }, (_none, place) => ({ key: String(place), name: `n${place}`, value: 10 - place }));

  test("draws the greatest in full and the others in proportion", () => {
    const table = mount(BarTable, { props: { title: "t", bars: bars.slice(0, 2), name: "n", value: "v" } });
    expect(table.findAll("i").map((bar) => (bar.element as HTMLElement).style.inlineSize)).toEqual(["100%", "90%"]);
  });

  test("shows the first of many, and the rest when asked", async () => {
    const table = mount(BarTable, { props: { title: "t", bars, name: "n", value: "v", most: 8 } });
    expect(table.findAll("tbody tr")).toHaveLength(8);
    await table.find("button").trigger("click");
    expect(table.findAll("tbody tr")).toHaveLength(10);
    expect(table.find("button").exists()).toBe(false);
  });

  test("draws nothing for a zero and says what to say when there is nothing", () => {
    const zero = mount(BarTable, { props: { title: "t", bars: [{ key: "a", name: "a", value: 0 }], name: "n", value: "v" } });
    expect(zero.findAll("i")).toHaveLength(0);
    const empty = mount(BarTable, { props: { title: "t", bars: [], name: "n", value: "v" }, slots: { empty: "没有" } });
    expect(empty.text()).toContain("没有");
  });
});
