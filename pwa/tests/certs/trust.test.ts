/** Bundles and status lists as others may hand them in: the vectors that pytest reads too. */
import { describe, expect, it } from "vitest";
import * as base64url from "@/certs/base64url";
import { openBundle } from "@/certs/bundle";
import { toHex } from "@/certs/bytes";
import * as status from "@/certs/status";
import { ANCHOR, ANCHOR_KEY, reasonOf, vectors } from "./vectors";

interface BundleVector {
  readonly name: string;
  readonly bundle: string;
  readonly now: number;
  readonly at_least_number: number;
  readonly reason: string | null;
}

interface ListVector {
  readonly name: string;
  readonly form: "jwt" | "cwt";
  readonly token: string;
  readonly now: number | null;
  readonly read?: object;
  readonly reason?: string;
}

const FILE = vectors("trust.json") as { uri: string; bundles: BundleVector[]; status_lists: ListVector[] };

function read({ form, token, now }: ListVector): Promise<status.ReadStatusList> {
  const expected = { uri: FILE.uri, now };
  return form === "jwt" ? status.readJwt(token, ANCHOR_KEY, expected) : status.readCwt(base64url.decode(token), ANCHOR_KEY, expected);
}

describe("a bundle is read or refused as written beside it", () => {
  it.each(FILE.bundles)("$name", async ({ bundle, now, at_least_number: atLeastNumber, reason }) => {
    const open = (): Promise<unknown> => openBundle(bundle, { anchor: ANCHOR, now, atLeastNumber });
    if (reason === null) await open();
    else expect(await reasonOf(open)).toBe(reason);
  });
});

describe("a status list is read or refused as written beside it", () => {
  it.each(FILE.status_lists)("$form $name", async (vector) => {
    if (!vector.read) {
      expect(await reasonOf(() => read(vector))).toBe(vector.reason);
      return;
    }
    const { list, iat, exp, ttl } = await read(vector);
    expect({ iat, exp, ttl, bits: list.bits, data: toHex(list.data) }).toEqual(vector.read);
  });
});
