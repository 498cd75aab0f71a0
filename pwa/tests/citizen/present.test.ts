/** The phone as a wallet: what is asked beside what the holder has, and whose link is followed. */
import { expect, it } from "vitest";
import type { AskedCertificate } from "@/certs/vpRequest";
import { choicesOf, type Kind } from "@/pages/citizen/present/choices";
import { linkOf, referenceOf } from "@/pages/citizen/present/link";
import { lacking, usual, type Wanted } from "@/pages/citizen/requests/terms";
import type { WalletCard } from "@/state/wallet";

const DAY = "2026-11-22";
const HERE = "https://liangma.example";
const TITLE = { zh: "姓名", en: "Name" };
const kinds = [
  { id: "resident-id", vct: `${HERE}/types/resident-id`, name: { zh: "居民身份证", en: "Identity card" }, holder_kind: "citizen", fields: [{ name: "name", title: TITLE }, { name: "over_18", title: TITLE, derived: true }] },
] as unknown as Kind[];
const asked: AskedCertificate[] = [
  { id: "one", vcts: [`${HERE}/types/resident-id`], fields: ["name", "over_18", "birth_date"], optional: false },
  { id: "two", vcts: [`${HERE}/types/other`], fields: [], optional: true },
];

function card(id: string, changed: Partial<WalletCard> = {}): WalletCard {
  const fields = [{ name: "name", value: "王*" }, { name: "birth_date", value: null }];
  return { certificate_id: id, type: { id: "resident-id" }, state: "valid", valid_from: DAY, valid_to: DAY, holder_kind: "citizen", holder_name: "王*", fields, ...changed } as unknown as WalletCard;
}

it("offers the certificates of mine that stand today, with what they have a value for", () => {
  const full = card("full", { valid_to: null, fields: [{ name: "name", value: "王*" }, { name: "birth_date", value: "****" }] as never });
  const cards = [card("bare"), full, card("ended", { state: "revoked" }), card("past", { valid_to: "2026-11-21" }), card("soon", { valid_from: "2026-11-23" })];
  const [one, two] = choicesOf(asked, kinds, cards, DAY).map((choice) => choice.wanted) as [Wanted, Wanted];
  expect(one.mine.map((own) => [own.certificate_id, own.fields])).toEqual([["bare", ["name", "over_18"]], ["full", ["name", "over_18", "birth_date"]]]);
  expect(one.mine.map((own) => lacking(one, own))).toEqual([["birth_date"], []]);
  expect(usual(one)?.certificate_id).toBe("full");
  expect(two).toMatchObject({ optional: true, mine: [], type: { name: { zh: "two" } } });
});

it("follows links of this office only", () => {
  const uri = `${HERE}/openid/presentations/Ab3_-x/request`;
  const link = linkOf(new URLSearchParams({ client_id: "x509_hash:a", request_uri: uri, request_uri_method: "post" }), HERE);
  expect(link && referenceOf(link)).toBe("Ab3_-x");
  expect(linkOf(new URLSearchParams({ request_uri: uri }), HERE)).toBeNull();
  expect(linkOf(new URLSearchParams({ client_id: "a", request_uri: uri }), "https://elsewhere.example")).toBeNull();
});
