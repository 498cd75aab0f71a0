/** What cannot be accepted as it stands. Refusing a shown code is a value (a verdict), not one of these. */

export class CertsError extends Error {
  /** Stable and machine-readable, one of reasons.json where it concerns a code. */
  readonly reason: string;
  /** For a log. */
  readonly detail: string;

  constructor(reason: string, detail = "") {
    super(detail ? `${reason}: ${detail}` : reason);
    this.name = new.target.name;
    this.reason = reason;
    this.detail = detail;
  }
}

/** Something handed in from outside is not in its form. */
export class MalformedError extends CertsError {}

/** A trust list, status list or bundle cannot be relied on: wrong signer, rolled back, or not in its form. */
export class TrustError extends CertsError {}

/** A key is not a P-256 key in the expected form, or its point is not on the curve. */
export class KeyFormatError extends CertsError {
  constructor(detail: string) {
    super("key_format", detail);
  }
}

/** Throws MalformedError("malformed"). */
export function malformed(detail: string): never {
  throw new MalformedError("malformed", detail);
}

/** Throws MalformedError("not_canonical"). */
export function notCanonical(detail: string): never {
  throw new MalformedError("not_canonical", detail);
}
