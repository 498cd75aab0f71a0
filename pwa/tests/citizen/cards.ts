/** Cards as the wallet answers them. */
import type { WalletCard } from "@/state/wallet";

export const NOW = Date.parse("2026-11-22T04:00:00Z") / 1000;
const DAY = 86_400;

export function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000", "");
}

export function makeCard(id: string, changed: Partial<WalletCard> = {}, viewDays = 7): WalletCard {
  return {
    certificate_id: id,
    type: { id: "resident-id", number: 1, name: { zh: "居民身份证", en: "Resident ID card" }, background: "#2f6f8f", foreground: "#ffffff", number_field: "citizen_number" },
    holder_kind: "citizen", holder_name: "张三", identifier: "1.2.156", handle: "abcdefgh", state: "valid", state_since: iso(NOW), version: 1,
    issuer: "GA", issued_at: iso(NOW), valid_from: "2020-01-01", valid_to: null,
    fields: [
      { name: "name", kind: "text", label: { zh: "姓名", en: "Name" }, value: "张*" },
      { name: "citizen_number", kind: "text", label: { zh: "公民身份号码", en: "Citizen number" }, value: "9901**********0021" },
    ],
    views: [{ number: 1, id: "minimal", name: { zh: "最少信息", en: "Least" }, view: "AAAA", expires_at: iso(NOW + viewDays * DAY) }],
    ...changed,
  };
}
