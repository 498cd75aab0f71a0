/**
 * What a scanned or typed text is, by its form alone.
 *
 * 1. `LM1:` is a code, `LMP:` one on paper, `LM1P:` a portrait frame, `LM1C:` a challenge; they are never changed, not even
 *    trimmed inside.
 * 2. An address of this very site under /matters/ is a matter's guide, one under /requests/ what somebody asks the phone,
 *    one under /check/ a sealed copy on paper; `token` names the copy.
 *    One of /desktop is a computer or kiosk that waits for a phone; its request stands behind "#".
 * 3. An OpenID4VP request, or its link to this site, is for this phone as a wallet; `query` is what stands after its "?".
 * 4. The number of a case is one, however it is spelt; `text` is the office's spelling.
 * 5. Ten digits with the right check digit are a typed code.
 * 6. Everything else belongs to another system; `of` says to which, as far as its form tells.
 */
import { caseNumber } from "./caseNumber";
import { typedNumber } from "./typed";

export type Kind = "code" | "portrait" | "challenge" | "guide" | "request" | "presentation" | "desktop" | "copy" | "case" | "typed" | "other";
export type Source = "camera" | "gun" | "picture" | "paste" | "typed";
export type Stranger = "payment" | "link" | "number" | "text";

export interface Reading {
  kind: Kind;
  text: string;
  matter?: string;
  /** Of a request or a desktop, in the case it was written in. */
  reference?: string;
  /** Of a sealed copy. */
  token?: string;
  /** Of a presentation. */
  query?: string;
  of?: Stranger;
}

/** A reading, where it came from, when (performance.now() of the picture or the end key) and how long decoding took. */
export interface Scan extends Reading {
  source: Source;
  at: number;
  decode: number;
}

const PREFIXES: readonly [string, Kind][] = [
  ["LM1:", "code"],
  ["LMP:", "code"],
  ["LM1P:", "portrait"],
  ["LM1C:", "challenge"],
];
const GUIDE = /^\/matters\/([a-z0-9][a-z0-9-]{0,39})\/?$/;
const REQUEST = /^\/requests\/([A-Za-z0-9_-]{8,64})\/?$/;
const COPY = /^\/check\/([A-Za-z0-9_-]{22})\/?$/;
const PRESENTATION = /^(?:openid4vp|haip-vp):\/\/[a-z0-9.]*\/?\?(.+)$/i;
const PAYMENT = /^(wxp:|weixin:|alipay|https?:\/\/(qr\.alipay|wx\.tenpay|payapp\.weixin|u\.wechat|weixin\.qq)\.)/i;

/** `origin`: the address this page was loaded from. */
export function readingOf(given: string, origin: string): Reading {
  const text = given.replace(/^[\r\n\t]+|[\r\n\t]+$/g, "");
  const known = PREFIXES.find(([prefix]) => text.startsWith(prefix));
  if (known) return { kind: known[1], text };
  const address = addressOf(text, origin);
  if (address) return address;
  const no = caseNumber(text);
  if (no) return { kind: "case", text: no };
  const number = typedNumber(text);
  if (number) return { kind: "typed", text: number };
  return { kind: "other", text, of: strangerOf(text) };
}

/** What an address leads to on this phone; null where it does not. */
function addressOf(text: string, origin: string): Reading | null {
  const path = pathHere(text, origin);
  const matter = GUIDE.exec(path.toLowerCase())?.[1];
  if (matter) return { kind: "guide", text, matter };
  const reference = REQUEST.exec(path)?.[1];
  if (reference) return { kind: "request", text, reference };
  const token = COPY.exec(path)?.[1];
  if (token) return { kind: "copy", text, token };
  return behindPath(text, path);
}

/** What says more behind its path than in it. */
function behindPath(text: string, path: string): Reading | null {
  if (path === "/desktop") return { kind: "desktop", text, reference: new URL(text).hash.slice(1) };
  const query = path === "/present" ? new URL(text).search.slice(1) : PRESENTATION.exec(text)?.[1];
  return query ? { kind: "presentation", text, query } : null;
}

/** The path of an address of this very site, else "". Hosts have no case, and guns may send capitals only. */
function pathHere(text: string, origin: string): string {
  if (!/^https?:\/\//i.test(text)) return "";
  try {
    const url = new URL(text);
    return url.origin === new URL(origin).origin ? url.pathname : "";
  } catch {
    return "";
  }
}

function strangerOf(text: string): Stranger {
  if (PAYMENT.test(text)) return "payment";
  if (/^https?:\/\//i.test(text)) return "link";
  return /^[0-9\s]+$/.test(text) ? "number" : "text";
}

/** Of several codes in one picture: those that are ours and taken here, each once; ours before strangers. */
export function choose<T extends Reading>(found: readonly T[], accepts: readonly Kind[]): { ours: T[]; others: T[] } {
  const once = found.filter((one, place) => found.findIndex((other) => other.text === one.text) === place);
  const ours = once.filter((one) => accepts.includes(one.kind));
  return { ours, others: once.filter((one) => !accepts.includes(one.kind)) };
}
