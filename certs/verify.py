"""The rules by which a code is accepted. `verify` never raises on what it was handed: a refusal is a value.

The checks, in this order; after the first failure the rest are skipped:
 1. form               an LM1 view code, canonical in every layer (a pack needs the server)
 2. trust              the trust list and the bundle are current, and this clock is not behind them
 3. issuer             the issuer is in the trust list
 4. issuer_key         its key is known and usable: not pending, not compromised, not retired before the view was made
 5. issuer_signature   the view is signed by that key
 6. type               the certificate type is known, and this issuer may issue it
 7. view_validity      the view has not expired and was not made for longer than any view may live
 8. device_signature   the code is signed by the device named in the view
 9. audience           the code is for anybody or for this verifier; with a challenge, for this verifier by name (from
                       another region: and this city); one on somebody's behalf is for verifiers of this kind
10. challenge          the code answers this verifier's challenge, where it set one
11. freshness          the code was signed within the window around now, unless the nonce is the caller's own
12. replay             the code's one-time id was not seen before
13. status             the certificate is neither revoked nor suspended, as of a list fresh enough
14. fields             every label belongs to the type and every value to its field
15. purpose            the type and fields are permitted, and the needed ones are there
A key that is not of this region is looked for in the regions it recognises; of a code of such a region rules 2 to 6,
13 and 14 ask what that region published, and type and fields are then what they are here (see `certs.regions`).
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, field
from typing import Any

from certs import keys, lm1, regions, status
from certs.catalogue import CertificateType
from certs.errors import MalformedError
from certs.notes import Note, technical
from certs.shown import (
    PASSED,
    Outcome,
    audience,
    challenge,
    check_pack_signature,
    failed,
    freshness,
    replay,
    signed_by,
)
from certs.trust import Issuer, IssuerKey, Region, Trust
from certs.verdict import Accepted, Check, Rejected, Required

__all__ = ["Accepted", "Check", "Rejected", "Required", "check_pack_signature", "verify", "verify_parsed"]

VIEW_LIFE = 15 * 86_400
CLOCK_LEEWAY = 300


@dataclass(slots=True)
class _Examination:
    """One code under examination: what is presented, trusted and required, and what the rules have found so far."""

    code: lm1.ViewCode
    trust: Trust
    required: Required
    now: int
    seen: Container[bytes]
    issuer: Issuer | None = None
    key: IssuerKey | None = None
    genuine: bool = False
    type: CertificateType | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    status_as_of: int | None = None
    home: Trust | None = None  # of a code of another region: what is trusted here, while `trust` is what is there
    candidates: tuple[Region, ...] = ()

    @property
    def region(self) -> Region | None:
        """The other region whose code it is."""
        return self.candidates[0] if len(self.candidates) == 1 else None


def verify(
    text: str, *, trust: Trust, required: Required, now: int, seen: Container[bytes] = ()
) -> Accepted | Rejected:
    """The verdict on the text of a code at `now` (Unix seconds). `seen`: one-time ids (16 bytes) used before."""
    try:
        code = lm1.parse(text)
    except MalformedError as error:
        return _unread(error.reason, technical(error.detail))
    if isinstance(code, lm1.PackCode):
        return _unread("pack_needs_server", None, once_id=code.once_id)
    return verify_parsed(code, trust=trust, required=required, now=now, seen=seen)


def verify_parsed(
    code: lm1.ViewCode, *, trust: Trust, required: Required, now: int, seen: Container[bytes] = ()
) -> Accepted | Rejected:
    """The same for a view code that `lm1.parse` gave."""
    examined = _Examination(code, trust, required, now, seen)
    if trust.regions and trust.trust_list.key(code.view.issuer, code.view.kid) is None:
        _look_abroad(examined)
    checks = [_FORM]
    for name, rule, passed in _RULES:
        outcome = rule(examined)
        if outcome is PASSED:
            checks.append(passed)
            continue
        checks.append(Check(name, *outcome))
        if outcome[0] == "failed":
            checks += [Check(later, "skipped") for later, _, _ in _RULES[len(checks) - 1 :]]
            return _rejected(examined, outcome[1] or "malformed", tuple(checks))
    return _accepted(examined, tuple(checks))


def _look_abroad(examined: _Examination) -> None:
    examined.candidates = regions.of_key(examined.trust, examined.code.view)
    if examined.region is not None:
        examined.home, examined.trust = examined.trust, examined.region.trust


def _trust(examined: _Examination) -> Outcome:
    if examined.home is None:
        return _current(examined, examined.trust)
    here = _current(examined, examined.home)
    there = _current(examined, examined.trust, "region_stale")
    return there if here is PASSED or (there[0] == "failed" and here[0] != "failed") else here


def _current(examined: _Examination, trust: Trust, otherwise: str | None = None) -> Outcome:
    now = examined.now
    if now < max(trust.as_of, trust.trust_list.iat) - CLOCK_LEEWAY:
        return "failed", otherwise or "trust_list_stale", ("clock_behind", None)
    if now > trust.trust_list.next_update:
        return _stale(examined.required, otherwise or "trust_list_stale", trust.trust_list.next_update)
    if trust.next_update is not None and now > trust.next_update:
        return _stale(examined.required, otherwise or "bundle_stale", trust.next_update)
    return PASSED


def _issuer(examined: _Examination) -> Outcome:
    if len(examined.candidates) > 1:
        return failed("region_ambiguous", ("regions", ", ".join(region.id for region in examined.candidates)))
    examined.issuer = examined.trust.trust_list.issuers.get(examined.code.view.issuer)
    return PASSED if examined.issuer else failed("unknown_issuer")


def _issuer_key(examined: _Examination) -> Outcome:
    view = examined.code.view
    key = examined.trust.trust_list.key(view.issuer, view.kid)
    examined.key = key
    if key is None:
        return failed("unknown_key")
    if key.state == "compromised":  # a thief can date a view as he likes, so none of this key's views can be believed
        return failed("key_compromised")
    if key.state == "pending" or examined.now < key.active_from:
        return failed("key_not_active", ("not_yet_active", None))
    if key.state == "retired" and (key.retired_at is None or view.exp > key.retired_at + VIEW_LIFE):
        return failed("key_not_active", ("made_after_retirement", None))
    return PASSED


def _issuer_signature(examined: _Examination) -> Outcome:
    assert examined.key is not None  # rule 4 passed
    outcome = signed_by(examined.key.public, examined.code.view, "issuer_signature_invalid")
    examined.genuine = outcome is PASSED
    return outcome


def _type(examined: _Examination) -> Outcome:
    view = examined.code.view
    assert examined.issuer is not None  # rule 3 passed
    examined.type = examined.trust.catalogue.by_number(view.type)
    if examined.type is None:
        return failed("unknown_type" if examined.region is None else "type_not_recognised")
    if view.type not in examined.issuer.types or view.issuer not in examined.type.issuers:
        return failed("type_not_allowed_for_issuer")
    home = examined.home
    if home is not None and regions.type_here(examined.candidates[0], examined.type, home) is None:
        return failed("type_not_recognised", ("type", examined.type.id))
    return PASSED


def _view_validity(examined: _Examination) -> Outcome:
    exp, now = examined.code.view.exp, examined.now
    if now >= exp:
        return failed("view_expired", ("since", exp))
    return failed("view_from_future", ("until", exp)) if exp > now + VIEW_LIFE else PASSED


def _device_signature(examined: _Examination) -> Outcome:
    return signed_by(examined.code.view.device, examined.code, "device_signature_invalid")


def _audience(examined: _Examination) -> Outcome:
    abroad, on_behalf = examined.home is not None, examined.code.view.on_behalf
    outcome = audience(examined.code.aud, examined.required, abroad=abroad)
    if outcome is PASSED and on_behalf is not None and not on_behalf.allows(examined.required.place):
        return failed("showing_not_here")
    return outcome


def _status(examined: _Examination) -> Outcome:
    view = examined.code.view
    answer = examined.trust.status.look_up(view.list, view.idx, examined.now)
    examined.status_as_of = answer.as_of
    if answer.deferred:
        return "deferred", None, ("asked_live", None)
    if answer.value == status.INVALID:
        return failed("status_revoked", ("as_of", answer.as_of))
    if answer.value == status.SUSPENDED:
        return failed("status_suspended", ("as_of", answer.as_of))
    if answer.value != status.VALID:
        return failed("status_unknown", ("no_value", None))
    if answer.fresh:
        return "passed", None, ("as_of", answer.as_of)
    return _stale(examined.required, "status_unknown", answer.as_of)


def _fields(examined: _Examination) -> Outcome:
    assert examined.type is not None  # rule 6 passed
    try:
        examined.fields = examined.type.read_fields(examined.code.view.fields)
        if examined.home is not None:
            there, fields = examined.candidates[0], examined.fields
            examined.type, examined.fields = regions.as_here(there, examined.type, fields, examined.home)
    except MalformedError as error:
        return failed(error.reason, technical(error.detail))
    return PASSED


def _purpose(examined: _Examination) -> Outcome:
    required, shown = examined.required, examined.fields.keys()
    if required.permitted is not None:
        assert examined.type is not None  # rule 6 passed
        permitted = required.permitted.get(examined.type.number)
        if permitted is None:
            return failed("type_not_permitted")
        if not shown <= permitted:
            return failed("field_not_permitted", ("fields", ", ".join(sorted(shown - permitted))))
    if not required.needed <= shown:
        return failed("required_field_missing", ("fields", ", ".join(sorted(required.needed - shown))))
    return PASSED


def _stale(required: Required, reason: str, since: int | None) -> Outcome:
    return "warning" if required.stale_ok else "failed", reason, ("as_of", since)


_NAMED: tuple[tuple[str, Callable[[_Examination], Outcome]], ...] = (
    ("trust", _trust),
    ("issuer", _issuer),
    ("issuer_key", _issuer_key),
    ("issuer_signature", _issuer_signature),
    ("type", _type),
    ("view_validity", _view_validity),
    ("device_signature", _device_signature),
    ("audience", _audience),
    ("challenge", lambda examined: challenge(examined.code.cnonce, examined.required)),
    ("freshness", lambda examined: freshness(examined.code.iat, examined.required, examined.now)),
    ("replay", lambda examined: replay(examined.code.once_id, examined.seen)),
    ("status", _status),
    ("fields", _fields),
    ("purpose", _purpose),
)
_RULES = tuple((name, rule, Check(name, "passed")) for name, rule in _NAMED)
_FORM = Check("form", "passed")


def _unread(reason: str, note: Note | None, *, once_id: bytes | None = None) -> Rejected:
    skipped = tuple(Check(name, "skipped") for name, _, _ in _RULES)
    return Rejected(reason, (Check("form", "failed", reason, note), *skipped), once_id)


def _rejected(examined: _Examination, reason: str, checks: tuple[Check, ...]) -> Rejected:
    code = examined.code
    if not examined.genuine:
        return Rejected(reason, checks, code.once_id)
    view = code.view
    place = (view.list, view.idx)
    known = (view.issuer, view.handle, examined.type, place, examined.status_as_of)
    return Rejected(reason, checks, code.once_id, *known, examined.region, view.on_behalf)


def _accepted(examined: _Examination, checks: tuple[Check, ...]) -> Accepted:
    code, view = examined.code, examined.code.view
    assert examined.type is not None  # rule 6 passed
    return Accepted(
        checks=checks,
        once_id=code.once_id,
        type=examined.type,
        handle=view.handle,
        issuer=view.issuer,
        fields=examined.fields,
        iat=code.iat,
        aud=code.aud,
        cnonce=code.cnonce,
        status=(view.list, view.idx),
        status_as_of=examined.status_as_of,
        device_thumbprint=keys.thumbprint_once(view.device),
        exp=view.exp,
        region=examined.region,
        on_behalf=view.on_behalf,
    )
