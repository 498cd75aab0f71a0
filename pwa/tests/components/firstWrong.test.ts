/** A form that was not taken leads to what is wrong with it, unless it is on its way or led there itself. */
import { afterEach, beforeAll, expect, test } from "vitest";
import { nextTick } from "vue";
import { followForms } from "@/components/firstWrong";

beforeAll(followForms);
afterEach(() => document.body.replaceChildren());

async function send(fields: string, busy = ""): Promise<string> {
  document.body.innerHTML = `<form>${fields}<button ${busy}>send</button></form>`;
  document.querySelector<HTMLElement>("[data-here]")?.focus();
  const form = document.querySelector("form");
  const submitter = document.querySelector("button");
  form?.dispatchEvent(new SubmitEvent("submit", { bubbles: true, submitter }));
  await nextTick();
  await nextTick();
  return document.activeElement?.id ?? "";
}

test.each([
  ["the first that is wrong", `<input id="a"><input id="b" aria-invalid="true"><input id="c" aria-invalid="true">`, "", "b"],
  ["nowhere when nothing is wrong", `<input id="a"><input id="b">`, "", ""],
  ["nowhere while it is on its way", `<input id="a" aria-invalid="true">`, 'aria-busy="true"', ""],
  ["not away from another that is wrong", `<input id="a" aria-invalid="true"><input id="b" aria-invalid="true" data-here>`, "", "b"],
])("to %s", async (_what, fields, busy, focused) => {
  expect(await send(fields, busy)).toBe(focused);
});
