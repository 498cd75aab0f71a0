"""Rules 8 to 12 of `certs.verify`: what a code itself must be, whether it shows a view or a pack.

 8. device_signature   signed by the device
 9. audience           for anybody or for this verifier; with a challenge, for this verifier by name
10. challenge          answers this verifier's challenge, where it set one
11. freshness          signed within the window around now, unless the nonce is the caller's own
12. replay             not seen before
"""

from __future__ import annotations

from collections.abc import Callable, Container

from certs import keys
from certs.lm1 import PackCode, View, ViewCode
from certs.notes import Note
from certs.verdict import Check, Required, Result

Outcome = tuple[Result, str | None, Note | None]
PASSED: Outcome = ("passed", None, None)


def failed(reason: str, note: Note | None = None) -> Outcome:
    """The outcome of a rule that was broken."""
    return "failed", reason, note


def check_pack_signature(
    pack: PackCode, device: keys.PublicKey, *, required: Required, now: int, seen: Container[bytes] = ()
) -> tuple[Check, ...]:
    """These rules for a pack whose device the server has found. The first `failed` check is the reason to refuse."""
    rules: tuple[tuple[str, Callable[[], Outcome]], ...] = (
        ("device_signature", lambda: signed_by(device, pack, "device_signature_invalid")),
        ("audience", lambda: audience(pack.aud, required)),
        ("challenge", lambda: challenge(pack.cnonce, required)),
        ("freshness", lambda: freshness(pack.iat, required, now)),
        ("replay", lambda: replay(pack.once_id, seen)),
    )
    checks: list[Check] = []
    for place, (name, rule) in enumerate(rules):
        checks.append(Check(name, *rule()))
        if checks[-1].result == "failed":
            return (*checks, *(Check(later, "skipped") for later, _ in rules[place + 1 :]))
    return tuple(checks)


def signed_by(public: keys.PublicKey, signed: View | ViewCode | PackCode, reason: str) -> Outcome:
    """Whether `public` signed it; `reason` when not."""
    return PASSED if keys.verify(public, signed.signature, signed.to_be_signed) else failed(reason)


def audience(aud: str, required: Required, *, abroad: bool = False) -> Outcome:
    """Whether the code is for this verifier. `abroad`: it is of another region, where somebody else may have the same
    id, so that the bare id names nobody."""
    if aud == "*":
        return PASSED if required.challenge is None else failed("wrong_audience")
    right = required.audience_here is not None and aud == required.audience_here
    return PASSED if right or (aud == required.audience and not abroad) else failed("wrong_audience")


def challenge(cnonce: bytes | None, required: Required) -> Outcome:
    """Whether the code answers this verifier's challenge."""
    if required.challenge is None:
        return "skipped", None, ("no_challenge", None)
    if cnonce is None:
        return failed("challenge_missing")
    return PASSED if cnonce == required.challenge else failed("challenge_mismatch")


def freshness(iat: int, required: Required, now: int) -> Outcome:
    """Whether the code was signed now."""
    if required.nonce_ok:
        return "passed", None, ("own_nonce", None)
    if iat < now - required.iat_past:
        return failed("code_expired", ("signed_ago", now - iat))
    return failed("code_from_future", ("signed_ahead", iat - now)) if iat > now + required.iat_future else PASSED


def replay(once_id: bytes, seen: Container[bytes]) -> Outcome:
    """Whether the code is shown for the first time."""
    return failed("replayed") if once_id in seen else PASSED
