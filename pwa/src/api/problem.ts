/**
 * A refusal or failure of the office as one exception with words for people: RFC 9457 documents keep their code and
 * texts; what never reached the office gets a code and texts of its own.
 */
import type { components } from "./schema";

export interface Bilingual {
  zh: string;
  en: string;
}

type Place = NonNullable<components["schemas"]["Problem"]["errors"]>[number];

interface Told {
  code: string;
  status: number;
  text: Bilingual;
  next: Bilingual;
  details?: Record<string, unknown>;
  requestId?: string;
}

export class Problem extends Error {
  readonly code: string;
  /** HTTP status; 0 when nothing answered. */
  readonly status: number;
  readonly text: Bilingual;
  readonly next: Bilingual;
  /** The rest of the document: `errors`, `retry_after`, `verdict`… */
  readonly details: Record<string, unknown>;
  readonly requestId: string;

  constructor(told: Told) {
    super(told.code);
    this.name = "Problem";
    this.code = told.code;
    this.status = told.status;
    this.text = told.text;
    this.next = told.next;
    this.details = told.details ?? {};
    this.requestId = told.requestId ?? "";
  }

  /** What is wrong with which field: a JSON pointer, and words in both languages. */
  get places(): Place[] {
    return Array.isArray(this.details["errors"]) ? (this.details["errors"] as Place[]) : [];
  }

  /** Nothing answered: the same act may be tried again later. */
  get unanswered(): boolean {
    return this.status === 0;
  }
}

export function offline(): Problem {
  return new Problem({
    code: "offline",
    status: 0,
    text: { zh: "现在没有网络", en: "There is no network now" },
    next: { zh: "连上网络后再试", en: "Try again when you are online" },
  });
}

export function unreachable(): Problem {
  return new Problem({
    code: "unreachable",
    status: 0,
    text: { zh: "暂时连不上服务", en: "The service cannot be reached now" },
    next: { zh: "请稍后再试", en: "Try again in a moment" },
  });
}

function isBilingual(value: unknown): value is Bilingual {
  return typeof value === "object" && value !== null && "zh" in value && "en" in value;
}

/** The Problem that an answer tells of; an answer that is no problem document is told by its status. */
export function problemOf(status: number, body: unknown): Problem {
  const document = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const { code, message, next_step: next, request_id: requestId, ...details } = document;
  if (typeof code !== "string" || !isBilingual(message) || !isBilingual(next)) {
    const shape = unreachable();
    return new Problem({ code: `status_${status}`, status, text: shape.text, next: shape.next });
  }
  return new Problem({ code, status, text: message, next, details, requestId: typeof requestId === "string" ? requestId : "" });
}

/** Whatever was thrown, as a Problem. A mistake in a page is not hidden: it is thrown on. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}
