"""Packs: one code that names several certificates, resolved here because a phone cannot fit them in a picture.

1. The device handle leads to the phone's key; the pack is signed by it, for this verifier, in time.
2. Each certificate belongs to the phone's person, or to an organisation they represent; another's is unknown here,
unless all are one holder's for whom this person shows them (see `on_behalf`).
3. Each certificate's live state is good; its view exists; its fields are permitted. One refusal refuses all.
4. Fields are opened only now. Then the pack is used once, like any code, and its nonce spent.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate, Showing
from backend.certificates.rows import read_with_keys
from backend.people.models import Device
from backend.people.persons import persons_reachable
from backend.registries.calendar import day_of
from backend.security import Box
from backend.verification import policy
from backend.verification.foretold import is_pack_used
from backend.verification.named import NamedView, Refused, checks_in, name_view, open_view
from backend.verification.on_behalf import find, one_holder, take, write_lent
from backend.verification.spend import spend_nonce, use_code
from backend.verification.verdict import Attempt, Refusal, Verdict
from backend.verification.write import write_accepted, write_refusal
from backend.web.request import Services
from certs import keys, lm1
from certs.verify import Check, Required, check_pack_signature

Found = tuple[Showing | None, Certificate | None]
NOBODYS: Found = (None, None)
LATER = ("device", "certificates", "status", "certificate_validity", "purpose", "nonce")
NAMES = {"certificates": ("证照归属", "whose certificates")}


def verify_pack(
    session: Session, attempt: Attempt, pack: lm1.PackCode, *, required: Required, services: Services
) -> Verdict:
    """The verdict on a pack; recorded either way."""
    device = session.scalars(select(Device).where(Device.handle == pack.device_handle)).first()
    if device is None:
        checks = checks_in(("form", *LATER), Refused("device", "device_unknown"))
        refusal = Refusal("device_unknown", checks, "pack", pack.once_id)
        return write_refusal(session, attempt, refusal, services=services)
    public = keys.public_from_jwk(device.jwk)
    signed = (Check("form", "passed"), *check_pack_signature(pack, public, required=required, now=attempt.at))
    bad = next((check for check in signed if check.result == "failed"), None)
    if bad is not None:
        genuine = bad.name != "device_signature"  # only then did the holder's own phone make this code
        holder = device.person_id if genuine else None
        skipped = tuple(Check(name, "skipped") for name in LATER)
        refusal = Refusal(bad.reason or "malformed", (*signed, *skipped), "pack", pack.once_id, holder)
        return write_refusal(session, attempt, refusal, services=services)
    order = (*(check.name for check in signed), *LATER)
    try:
        named = _examine(session, attempt, pack, device, required, services=services)
        shown = [open_view(one, services=services, now=attempt.at) for one in named]
        lent = [one.showing for one in named if one.showing is not None]
        with session.begin_nested():
            _use(session, attempt, pack, challenge=required.challenge is not None)
            take(session, lent)
    except Refused as refused:
        at = Refused("certificates", refused.reason) if refused.at == "showing" else refused
        refusal = Refusal(refused.reason, checks_in(order, at), "pack", pack.once_id, device.person_id)
        return write_refusal(session, attempt, refusal, services=services)
    checks = checks_in(order, None, unasked=() if pack.cnonce is not None else ("nonce",))
    if lent:
        return write_lent(session, attempt, shown, checks, pack.once_id, services=services)
    return write_accepted(
        session, attempt, shown, presenter=device.person_id, checks=checks, once_id=pack.once_id, form="pack",
        services=services,
    )  # fmt: skip


def _examine(
    session: Session, attempt: Attempt, pack: lm1.PackCode, device: Device, required: Required, *, services: Services
) -> list[NamedView]:
    """Rules 1 to 3 after the signature; raises Refused at the first that fails."""
    if is_pack_used(session, pack.once_id):
        raise Refused("replay", "replayed")
    if device.removed_at is not None:
        raise Refused("device", "device_removed")
    permitted = required.permitted or policy.NOTHING
    if not permitted:
        raise Refused("purpose", "purpose_unknown")
    reachable = persons_reachable(session, device.person_id)
    handles = [handle for handle, _view in pack.entries]
    found: dict[str, Found] = {
        handle: (None, one) for handle, one in _certificates(session, handles, reachable, box=services.box).items()
    }
    lent = find(session, set(handles) - found.keys(), presenter_id=device.person_id)
    if lent:
        one_holder(lent.values(), len(set(handles)), attempt, place=required.place)
    found |= lent
    today = day_of(attempt.at).isoformat()
    return [
        _permitted(found.get(handle, NOBODYS), view, attempt, today=today, permitted=permitted, services=services)
        for handle, view in pack.entries
    ]


def _certificates(
    session: Session, handles: Sequence[str], persons: Sequence[uuid.UUID], *, box: Box
) -> dict[str, Certificate]:
    query = select(Certificate).where(Certificate.handle.in_(handles), Certificate.person_id.in_(persons))
    return {certificate.handle: certificate for certificate in read_with_keys(session, query, box=box)}


def _permitted(
    found: Found, view: int, attempt: Attempt, *, today: str, permitted: policy.Permitted, services: Services
) -> NamedView:  # fmt: skip
    showing, certificate = found
    only = permitted if attempt.asked else None
    named = name_view(certificate, view, today=today, services=services, showing=showing, only=only)
    refusal = policy.refusal(permitted, named.type.number, named.names)
    if refusal is not None:
        raise Refused("purpose", refusal[0])
    return named


def _use(session: Session, attempt: Attempt, pack: lm1.PackCode, *, challenge: bool) -> None:
    """The end of rule 4."""
    if pack.cnonce is not None:
        spend_nonce(session, attempt, pack.cnonce, challenge=challenge)
    use_code(session, attempt, pack.once_id)
