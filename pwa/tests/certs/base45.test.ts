/** Base45: the examples of RFC 9285, and one text for each byte string. */
import { describe, expect, it, test } from "vitest";
import * as base45 from "@/certs/base45";
import { toUtf8 } from "@/certs/bytes";
import { MalformedError } from "@/certs/errors";
import { randomBytes } from "./vectors";

const EXAMPLES = [["AB", "BB8"], ["Hello!!", "%69 VD92EX0"], ["base-45", "UJCLQE7W581"], ["ietf!", "QED8WEX0"], ["", ""]] as const;
const WRONG = ["A", "AAAA", "GGW", ":::", "::", "V5", "bb8", "BB8\n", "ＢＢ８", "\ud800BB", "BB\x00"];

test.each(EXAMPLES)("the example %j of RFC 9285 reads both ways", (data, text) => {
  expect(base45.encode(toUtf8(data))).toBe(text);
  expect(base45.decode(text)).toEqual(toUtf8(data));
});

test("bytes come back", () => {
  for (let size = 0; size < 300; size++) {
    const data = randomBytes(size);
    expect(base45.decode(base45.encode(data))).toEqual(data);
  }
});

describe("a wrong text is refused", () => {
  it.each(WRONG)("%j", (text) => {
    expect(() => base45.decode(text)).toThrow(MalformedError);
  });
});
