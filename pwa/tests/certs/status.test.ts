/** Status lists: bits, signed forms, and what wants to inflate. */
import { deflateSync } from "node:zlib";
import { describe, expect, it, test } from "vitest";
import * as base64url from "@/certs/base64url";
import { type Bytes, concat } from "@/certs/bytes";
import * as cbor from "@/certs/cbor";
import { type Json } from "@/certs/json";
import * as jws from "@/certs/jws";
import * as status from "@/certs/status";
import { StatusLists } from "@/certs/trust";
import { bytesOf, randomBytes, reasonOf } from "./vectors";
import { newAnchor, statusCwt } from "./world";

const SIGNER = await newAnchor();
const STRANGER = await newAnchor();
const URI = "https://liangma.example/status/7";
const NOW = 1_800_000_000;
const DATA = bytesOf(0b01_00_00_00, 0b00_00_10_00, 0, 0);
const LST = compress(DATA);
const CLAIMS = { sub: URI, iat: NOW, exp: NOW + 3600, ttl: 300, status_list: { bits: 2, lst: base64url.encode(LST) } };
const LABELS = { sub: 2, iat: 6, exp: 4, ttl: 65534, status_list: 65533 } as const;
const HEADER = new Map<number, cbor.Cbor>([[1, -9], [16, "application/statuslist+cwt"]]);

function compress(data: Uint8Array): Bytes {
  return new Uint8Array(deflateSync(data));
}

async function jwt(changes: object = {}, typ: unknown = "statuslist+jwt"): Promise<string> {
  return jws.sign({ typ }, { ...CLAIMS, ...changes }, SIGNER.key);
}

async function cwt(changes: object = {}, header: cbor.CborMap = HEADER): Promise<Bytes> {
  const list = new Map<string, cbor.Cbor>([["bits", 2], ["lst", LST]]);
  const claims = { ...CLAIMS, status_list: list, ...changes } as Readonly<Record<keyof typeof LABELS, cbor.Cbor>>;
  const names = Object.keys(LABELS) as (keyof typeof LABELS)[];
  return statusCwt(SIGNER, new Map(names.map((name) => [LABELS[name], claims[name]])), header);
}

interface Asked {
  readonly key?: typeof SIGNER.public;
  readonly uri?: string;
  readonly now?: number | null;
}

const FORMS = {
  jwt: async ({ key = SIGNER.public, uri = URI, now = NOW }: Asked = {}) => status.readJwt(await jwt(), key, { uri, now }),
  cwt: async ({ key = SIGNER.public, uri = URI, now = NOW }: Asked = {}) => status.readCwt(await cwt(), key, { uri, now }),
};

describe.each(Object.entries(FORMS))("a signed list as %s", (_, read) => {
  it("reads back whole", async () => {
    const { list, ...said } = await read();
    expect(said).toEqual({ uri: URI, iat: NOW, exp: NOW + 3600, ttl: 300 });
    expect([list.bits, list.size, list.get(3), list.get(5), list.get(0)]).toEqual([2, 16, 1, 2, 0]);
  });

  it("is not believed for another address or from another signer", async () => {
    expect(await reasonOf(() => read({ uri: `${URI}0` }))).toBe("status_list_uri");
    expect(await reasonOf(() => read({ key: STRANGER.public }))).toBe("signature_invalid");
  });

  it("is believed until its end and not before its time", async () => {
    expect((await read({ now: NOW + 3599 })).iat).toBe(NOW);
    expect((await read({ now: NOW - 30 })).iat).toBe(NOW);
    expect((await read({ now: null })).exp).toBe(NOW + 3600);
    expect(await reasonOf(() => read({ now: NOW + 3600 }))).toBe("status_list_expired");
    expect(await reasonOf(() => read({ now: NOW - 31 }))).toBe("status_list_from_future");
  });
});

describe("claims of the wrong kind are refused in both forms", () => {
  const wrong: object[] = [
    { iat: null }, { iat: "1" }, { iat: true }, { iat: -1 }, { exp: "x" }, { exp: true }, { exp: -5 }, { ttl: 0 },
    { ttl: "300" }, { status_list: null }, { status_list: [1] }, { status_list: 1 },
  ];
  it.each(wrong)("%j", async (change) => {
    expect(await reasonOf(async () => status.readJwt(await jwt(change), SIGNER.public, { uri: URI, now: NOW }))).toBe("malformed");
    expect(await reasonOf(async () => status.readCwt(await cwt(change), SIGNER.public, { uri: URI, now: NOW }))).toBe("malformed");
  });
});

test("a token of another kind is refused", async () => {
  for (const typ of ["JWT", "dc+sd-jwt", "application/statuslist+jwt", null]) {
    expect(await reasonOf(async () => status.readJwt(await jwt({}, typ), SIGNER.public, { uri: URI, now: NOW }))).toBe("malformed");
  }
  const headers: [number, cbor.Cbor][][] = [[[1, -9]], [[1, -9], [16, "statuslist+cwt"]], [[1, -9], [16, 293]], [...HEADER, [2, [99]]] as [number, cbor.Cbor][]];
  for (const header of headers) {
    expect(await reasonOf(async () => status.readCwt(await cwt({}, new Map(header)), SIGNER.public, { uri: URI, now: NOW }))).toBe("malformed");
  }
  const es256 = new Map<number, cbor.Cbor>([[1, -7], [16, "application/statuslist+cwt"]]);
  expect(await reasonOf(async () => status.readCwt(await cwt({}, es256), SIGNER.public, { uri: URI, now: NOW }))).toBe("wrong_algorithm");
});

test("an index outside the list has no value, the lowest bits come first", () => {
  const list = new status.StatusList(2, bytesOf(0b11_00_10_01, 0));
  expect([-1, 0, 1, 2, 3, 7, 8, 1e9].map((index) => list.get(index))).toEqual([null, 1, 2, 0, 3, 0, null, null]);
});

describe("a list out of form is refused", () => {
  const forms: Json[] = [
    ...[0, 3, 16, -1, true, "2", null, [2]].map((bits) => ({ bits, lst: base64url.encode(LST) })),
    ...[null, 1, "", "eNo=", "a b", base64url.encode(bytesOf(1, 2, 3)), ["eNo"]].map((lst) => ({ bits: 2, lst })),
    null, 1, "x", [],
  ];
  it.each(forms.map((form) => [form]))("%j", async (form) => {
    expect(await reasonOf(() => status.fromJson(form))).toBe("malformed");
  });
});

test("a list cut short or with more after its end is refused", async () => {
  const whole = compress(randomBytes(4_000));
  const spoilt = [whole.slice(0, -1), whole.slice(0, -5), concat(whole, bytesOf(1)), concat(whole, whole)];
  expect((await listed(whole)).size).toBe(16_000);
  for (const data of spoilt) expect(await reasonOf(() => listed(data))).toBe("malformed");
});

async function listed(lst: Bytes): Promise<status.StatusList> {
  return status.fromCbor(cbor.encode(new Map<string, cbor.Cbor>([["bits", 2], ["lst", lst]])));
}

test("the largest list is read, a byte more and twenty bombs are refused", async () => {
  expect((await listed(compress(new Uint8Array(status.MAX_LIST_BYTES)))).size).toBe(4 * status.MAX_LIST_BYTES);
  expect(await reasonOf(() => listed(compress(new Uint8Array(status.MAX_LIST_BYTES + 1))))).toBe("too_long");
  const bomb = compress(new Uint8Array(1 << 26));
  const before = process.memoryUsage().arrayBuffers;
  for (let round = 0; round < 20; round++) expect(await reasonOf(() => listed(bomb))).toBe("too_long");
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1 << 26);
});

describe("what a source of status answers", () => {
  const read = { list: new status.StatusList(1, bytesOf(2)), uri: "u", iat: NOW, exp: NOW + 1_000, ttl: null };
  const lists = new StatusLists(new Map([[0, read]]), 500, 100);

  it.each([[0, 0, true], [500, 0, true], [501, 0, false], [1_000, 0, false], [1_099, 0, false], [1_100, null, false]])(
    "after %i s: %j, fresh %j",
    (after, value, fresh) => {
      expect(lists.lookUp(0, 0, NOW + after)).toEqual({ value, asOf: NOW, fresh });
    },
  );

  it("says that what was revoked stays revoked however old the list", () => {
    expect(lists.lookUp(0, 1, NOW + 99_999).value).toBe(status.INVALID);
  });

  it("is not fresh once expired, whatever the policy", () => {
    const generous = new StatusLists(lists.lists, 10_000, 100);
    expect([999, 1_000].map((after) => generous.lookUp(0, 0, NOW + after).fresh)).toEqual([true, false]);
  });

  it("has no value for an unknown list or index", () => {
    for (const [list, index] of [[1, 0], [0, 8], [0, -1]] as const) {
      expect(lists.lookUp(list, index, NOW)).toEqual({ value: null, asOf: null, fresh: false });
    }
  });
});
