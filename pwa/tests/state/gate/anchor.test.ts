/** The anchor is pinned once, other anchors and older bundles are refused, and a refusal changes nothing. */
import { beforeEach, expect, test } from "vitest";
import { closeDatabase } from "@/state/database";
import { grouped, pinOf, readPin, sameThumbprint, savePin } from "@/state/gate/anchor";
import { BundleRefused, type Loaded, type Office, loadKept, offeredBundle, renew, take } from "@/state/gate/bundle";
import { type Anchor, bundleText, newAnchor } from "../../certs/world";
import { ANCHOR, BUNDLE, LM1, NOW, vectors } from "../../certs/vectors";

const DELTAS = (vectors("delta.json") as { vectors: { name: string; delta: string; now: number }[] }).vectors;
const [DELTA, HOSTILE] = ["entries change and a list is new", "a change is left out"].map(vectorOf) as [Vector, Vector];
type Vector = (typeof DELTAS)[number];

function vectorOf(name: string): Vector {
  const found = DELTAS.find((one) => one.name === name);
  if (!found) throw new Error(`no vector ${name}`);
  return found;
}

const anchor: Anchor = await newAnchor();

beforeEach(closeDatabase);

async function taken(changes: object = {}, by = anchor): Promise<Loaded> {
  const pinned = (await readPin()) ?? (await pinOf(anchor.thumbprint, NOW));
  return take({ text: await bundleText(by, changes), etag: '"1"' }, pinned, NOW);
}

async function refusal(act: () => Promise<unknown>): Promise<BundleRefused> {
  const error: unknown = await act().then(() => null, (found: unknown) => found);
  if (!(error instanceof BundleRefused)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

test("a bundle names its anchor for a person to compare", async () => {
  expect((await offeredBundle(await bundleText(anchor), NOW)).anchor).toBe(anchor.thumbprint);
  expect(sameThumbprint(grouped(anchor.thumbprint), anchor.thumbprint)).toBe(true);
  expect(sameThumbprint(anchor.thumbprint.slice(1), anchor.thumbprint)).toBe(false);
});

test("a bundle by the pinned anchor is kept and read again at the next start", async () => {
  const { pin } = await taken();
  await savePin(pin);
  const again = await loadKept(pin, NOW + 60);
  expect(again?.bundle.number).toBe(BUNDLE.number);
  expect(again?.kept.etag).toBe('"1"');
});

test("a bundle by another anchor is refused, says whose it is, and leaves the kept one", async () => {
  const { pin } = await taken();
  await savePin(pin);
  const other = await newAnchor();
  const refused = await refusal(() => taken({ number: BUNDLE.number + 1 }, other));
  expect([refused.reason, refused.detail]).toEqual(["another_anchor", other.thumbprint]);
  expect((await readPin())?.thumbprint).toBe(anchor.thumbprint);
  expect((await loadKept(pin, NOW))?.bundle.number).toBe(BUNDLE.number);
});

test("a damaged bundle is told apart from another anchor's", async () => {
  const text = await bundleText(anchor);
  const pinned = await pinOf(anchor.thumbprint, NOW);
  const damaged = `${text.slice(0, -6)}AAAAAA`;
  expect((await refusal(() => take({ text: damaged, etag: null }, pinned, NOW))).reason).toBe("signature_invalid");
});

test("numbers only grow, also after the kept bundle was lost", async () => {
  const { pin } = await taken({ number: BUNDLE.number + 5 });
  await savePin(pin);
  indexedDB.deleteDatabase("nothing");
  expect((await refusal(() => taken({ number: BUNDLE.number + 4 }))).reason).toBe("rollback");
  expect((await readPin())?.leastNumber).toBe(BUNDLE.number + 5);
  expect((await taken({ number: BUNDLE.number + 5 })).bundle.number).toBe(BUNDLE.number + 5);
});

test("pinning another anchor does not bring older numbers back", async () => {
  const { pin } = await taken({ number: BUNDLE.number + 5 });
  await savePin(pin);
  const other = await newAnchor();
  const repinned = await pinOf(other.thumbprint, NOW);
  expect(repinned.leastNumber).toBe(BUNDLE.number + 5);
  const older = { text: await bundleText(other, { number: BUNDLE.number }), etag: null };
  expect((await refusal(() => take(older, repinned, NOW))).reason).toBe("rollback");
});

test("a bundle from the future is refused: the clock is looked at first", async () => {
  expect((await refusal(() => taken({ iat: NOW + 3600 }))).reason).toBe("bundle_from_future");
});

test("a damaged pin is no pin", async () => {
  await savePin({ thumbprint: "x", pinnedAt: NOW, leastNumber: 0 });
  expect(await readPin()).toBeNull();
});

/** An office that tells what was asked of it: `delta` null is "nothing new". */
function office(delta: string | null, whole: string): Office & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    delta(base) {
      asked.push(`delta ${base.number}`);
      return Promise.resolve(delta === null ? null : { text: delta, etag: '"d"' });
    },
    whole() {
      asked.push("whole");
      return Promise.resolve({ text: whole, etag: '"w"' });
    },
  };
}

test("while there is a bundle only what changed is asked for, and both are kept", async () => {
  const pinned = await pinOf(ANCHOR, NOW);
  const first = await take({ text: LM1.bundle, etag: '"1"' }, pinned, NOW);
  const asked = office(DELTA.delta, "");
  const loaded = await renew(asked, { ...first, etag: '"1"' }, DELTA.now);
  expect([loaded?.bundle.number, loaded?.pin.leastNumber, loaded?.kept.etag, asked.asked]).toEqual([15, 15, '"d"', ["delta 12"]]);
  const again = loaded && (await loadKept(loaded.pin, DELTA.now));
  expect([again?.bundle.number, again?.held.base.number]).toEqual([15, 12]);
  expect(await renew(office(null, ""), { ...first, etag: '"d"' }, DELTA.now)).toBeNull();
});

test("a delta that does not fit what is held is not used: the whole is asked for", async () => {
  const pinned = await pinOf(ANCHOR, NOW);
  const first = await take({ text: LM1.bundle, etag: null }, { ...pinned, leastNumber: 0 }, NOW);
  const asked = office(HOSTILE.delta, LM1.bundle);
  const loaded = await renew(asked, { ...first, etag: null }, DELTA.now);
  expect([loaded?.bundle.number, asked.asked]).toEqual([12, ["delta 12", "whole"]]);
});
