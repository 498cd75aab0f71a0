/** Cards that this phone shows for somebody else: names of their own, groups, terms, packs of one person. */
import { beforeEach, describe, expect, it } from "vitest";
import { effectScope } from "vue";
import { mattersOf, placesOf } from "@/pages/citizen/show/onBehalf";
import { canShow, standing } from "@/pages/citizen/show/standing";
import { useTicks } from "@/pages/citizen/pack/useTicks";
import { mayMove } from "@/pages/citizen/wallet/arrange";
import { groupByHolder } from "@/pages/citizen/wallet/find";
import { lastDayBefore } from "@/state/days";
import { type OnBehalf, type WalletCard, cardOf, cards, nameOf, orderCards, ownCards, wallet } from "@/state/wallet";
import { NOW, iso, makeCard } from "./cards";

function lent(showing: string, terms: Partial<OnBehalf> = {}, id = "c1"): WalletCard {
  const on_behalf: OnBehalf = { showing_id: showing, source_id: "d1", kind: "delegation", holder_name: "王芳", until: null, times_left: null, places: 7, purposes: [], ...terms };
  return makeCard(id, { holder_name: on_behalf.holder_name, on_behalf });
}

const own = makeCard("c0");
const once = lent("s1", { times_left: 1, places: 3 });
const again = lent("s2");

beforeEach(() => Object.assign(wallet, { state: "ready", cards: [once, own, again] }));

describe("a card shown for somebody", () => {
  it("has a name of its own: the same certificate lent twice is two cards", async () => {
    expect(cards.value.map(nameOf)).toEqual(["s1", "c0", "s2"]);
    expect([cardOf("s1"), cardOf("s2"), cardOf("c1")]).toEqual([once, again, undefined]);
    await orderCards(["s2", "s1", "c0"]);
    expect(cards.value.map(nameOf)).toEqual(["s2", "s1", "c0"]);
    await orderCards([]);
  });

  it("stands after the person's own, under its holder, even where both have one name", () => {
    const namesake = lent("s3", { holder_name: "张三" });
    const groups = groupByHolder([once, own, namesake]);
    expect(groups.map((group) => [group.holder, group.behalf, group.cards.map(nameOf)])).toEqual([
      ["张三", false, ["c0"]],
      ["王芳", true, ["s1"]],
      ["张三", true, ["s3"]],
    ]);
    expect(mayMove([own, namesake], 0, 1)).toBe(false);
  });

  it("is none of the person's own", () => {
    expect(ownCards.value.map(nameOf)).toEqual(["c0"]);
  });

  it("says where it is taken and for which matters", () => {
    expect([placesOf(once), placesOf(own)]).toEqual([["window", "online"], ["window", "online", "offline"]]);
    expect(mattersOf(lent("s4", { purposes: ["matter:pension", "boarding"] }))).toEqual(["pension"]);
  });

  it("cannot be shown after its term, nor after the last of its times", () => {
    const kind = (card: WalletCard): string => standing(card, card.views[0], NOW).kind;
    expect(kind(lent("s5", { until: iso(NOW + 1) }))).toBe("good");
    expect(kind(lent("s5", { until: iso(NOW) }))).toBe("term_ended");
    const last = lent("s6", { times_left: 0 });
    expect([kind(last), canShow(standing(last, last.views[0], NOW))]).toEqual(["used_up", false]);
  });
});

it("a term that ends with a day in China is told by that day", () => {
  const midnight = Date.parse("2026-12-23T16:00:00Z") / 1000;
  expect([lastDayBefore(midnight), lastDayBefore(midnight - 1)]).toEqual(["2026-12-23", null]);
});

describe("a pack", () => {
  it("is one person's, and begins anew with another; what only gates take is in none", async () => {
    wallet.cards = [own, once, lent("s7", { places: 4 }, "c2")];
    const ticks = effectScope().run(() => useTicks())!;
    await ticks.tick(own, true);
    expect([ticks.others.value, ticks.offered.value.map(({ card }) => nameOf(card))]).toEqual([["王芳"], ["c0"]]);
    ticks.whose.value = "王芳";
    expect([ticks.chosen.value, ticks.offered.value.map(({ card }) => nameOf(card))]).toEqual([[], ["s1"]]);
  });
});
