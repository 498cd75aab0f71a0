/** An application that was refused: fields say what is wrong with them, and what has no field is told below. */
import { beforeEach, expect, test } from "vitest";
import { ref } from "vue";
import { type Problem, problemOf } from "@/api/problem";
import { setLanguage } from "@/locales";
import { usePlaces } from "@/pages/admin/partners/places";

const places = (...paths: string[]): object[] => paths.map((path) => ({ path, problem: "Wrong.", zh: "格式不对", en: "Wrong." }));
const refused = (...paths: string[]): ReturnType<typeof problemOf> => {
  const words = { zh: "提交的内容不符合要求", en: "The content is not as required" };
  return problemOf(422, { code: "invalid", message: words, next_step: words, errors: places(...paths) });
};

beforeEach(() => setLanguage("zh"));

test("what is empty is to be filled in, what is wrong is said, and what is right is left alone", () => {
  const { wrongAt } = usePlaces(ref(refused("/name/zh", "/contact/phone", "/purposes/1/zh")));
  expect([wrongAt("/name/zh", " "), wrongAt("/contact/phone", "abc"), wrongAt("/name/en", "")]).toEqual(["请填写", "格式不对", ""]);
  expect([wrongAt("/purposes/0/zh", ""), wrongAt("/purposes/1/zh", "")]).toEqual(["", "请填写"]);
});

test("what remains below is what no field says", () => {
  const { rest } = usePlaces(ref(refused("/client_id", "/purposes/0/types", "/channels", "/purposes/0/ground")));
  expect(rest.value?.places.map((one) => one.path)).toEqual(["/channels", "/purposes/0/ground"]);
  expect(usePlaces(ref<Problem | null>(null)).rest.value).toBeNull();
});
