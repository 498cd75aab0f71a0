/** How many notices are new: the last number stands while the office cannot be asked, and no longer. */
import { flushPromises, mount, RouterLinkStub } from "@vue/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import NoticeBell from "@/pages/citizen/notices/NoticeBell.vue";
import { network, reached } from "@/state/network";
import { countNotices, unread } from "@/state/notices";
import { session } from "@/state/session";
import { office } from "./office";

afterEach(() => {
  Object.assign(session, { state: "out", role: null });
  unread.value = 0;
  vi.unstubAllGlobals();
});

test("a number that could not be asked for stays, and is asked for anew as soon as there is a network", async () => {
  const answers: ([number, unknown] | "silence")[] = [[200, { items: [], next_cursor: null, unread: 2 }], "silence", [200, { items: [], next_cursor: null, unread: 5 }]];
  const asked = office({ "GET /api/v1/notices": () => answers.shift()! });
  Object.assign(session, { state: "in", role: "citizen" });
  const bell = mount(NoticeBell, { global: { stubs: { RouterLink: RouterLinkStub } } });
  await flushPromises();
  expect(bell.get(".count").text()).toBe("2");
  await countNotices();
  expect([bell.get(".count").text(), network.online, asked.length]).toEqual(["2", false, 2]);
  reached();
  await flushPromises();
  expect([bell.get(".count").text(), asked.length]).toEqual(["5", 3]);
});
