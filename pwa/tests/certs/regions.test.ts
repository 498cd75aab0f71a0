/** Codes of other regions: every vector by the bundle that carries them, as in Python. */
import { describe, expect, it, test } from "vitest";
import * as base64url from "@/certs/base64url";
import { openBundle } from "@/certs/bundle";
import { type JsonObject } from "@/certs/json";
import * as keys from "@/certs/keys";
import { NOTES } from "@/certs/notes";
import { publicFromJwk } from "@/certs/points";
import { verify } from "@/certs/verify";
import { LM1, type Vector, notesOf, payloadOf, reasonOf, requiredOf, vectors } from "./vectors";
import { bundleText, newAnchor } from "./world";

interface RegionVector extends Vector {
  readonly region?: string;
}
const FILE = vectors("regions.json") as {
  readonly anchor: JsonObject;
  readonly bundle: string;
  readonly bundle_read_at: number;
  readonly vectors: readonly RegionVector[];
};
const ANCHOR = base64url.encode(await keys.thumbprint(publicFromJwk(FILE.anchor)));
const BUNDLE = await openBundle(FILE.bundle, { anchor: ANCHOR, now: FILE.bundle_read_at });

describe("every vector gets the verdict written beside it", () => {
  it.each(FILE.vectors)("$name", async (vector) => {
    const means = { trust: BUNDLE.trust, required: requiredOf(vector), now: vector.now, seen: new Set(vector.seen) };
    const verdict = await verify(vector.code, means);
    expect(notesOf(verdict, vector)).toEqual(vector.notes ?? {});
    if (verdict.accepted) {
      expect(vector.expected).toEqual({ accepted: true, fields: verdict.fields });
      expect(verdict.region?.id).toBe(vector.region);
      expect(verdict.type.id).toBe("card-1");
    } else {
      expect({ accepted: false, reason: verdict.reason }).toEqual(vector.expected);
    }
  });
});

const [EAST] = payloadOf(FILE.bundle)["regions"] as readonly JsonObject[];

test.each([
  [{ anchor: payloadOf(FILE.bundle)["anchor"] }, "signature_invalid"],
  [{ status_uri: "https://elsewhere.example/" }, "status_list_uri"],
  [{ name: "East" }, "malformed"],
  [{ accepts: { "citizen-card": { type: "card-1", fields: { full_name: 1 }, values: {} } } }, "malformed"],
  [{ accepts: { "citizen-card": { type: "card-1", fields: {}, values: { sex: { a: 1 } } } } }, "malformed"],
])("a region that is not what its anchor signed closes the bundle: %#", async (change, reason) => {
  const anchor = await newAnchor();
  const source = await bundleText(anchor, { regions: [{ ...EAST, ...change }] });
  expect(await reasonOf(() => openBundle(source, { anchor: anchor.thumbprint, now: FILE.bundle_read_at }))).toBe(reason);
});

test("every name of a note has a vector, but for the text of an error", () => {
  const notes = [...LM1.vectors, ...FILE.vectors].flatMap((vector) => Object.values(vector.notes ?? {}));
  expect(new Set([...notes.map((note) => note.name), "technical"])).toEqual(new Set(NOTES));
});

test("a region stands once", async () => {
  const anchor = await newAnchor();
  const source = await bundleText(anchor, { regions: [EAST, EAST] });
  expect(await reasonOf(() => openBundle(source, { anchor: anchor.thumbprint, now: FILE.bundle_read_at }))).toBe("malformed");
});
