/** Base64url has one spelling for each byte string. */
import { describe, expect, it, test } from "vitest";
import * as base64url from "@/certs/base64url";
import { bytesOf, randomBytes, reasonOf } from "./vectors";

test("bytes come back, and read as elsewhere", () => {
  for (let size = 0; size < 200; size++) {
    const data = randomBytes(size);
    expect(base64url.encode(data)).toBe(Buffer.from(data).toString("base64url"));
    expect(base64url.decode(base64url.encode(data))).toEqual(data);
  }
  expect(base64url.decode("__4")).toEqual(bytesOf(0xff, 0xfe));
});

describe("what is no base64url, or a second spelling of it, is refused", () => {
  it.each([["__4=", "malformed"], ["_", "malformed"], ["//4", "malformed"], ["__ 4", "malformed"], ["__4\n", "malformed"],
    ["＿_4", "malformed"], ["__5", "not_canonical"], ["_x", "not_canonical"]])("%j is %s", async (text, reason) => {
    expect(await reasonOf(() => base64url.decode(text))).toBe(reason);
  });
});
