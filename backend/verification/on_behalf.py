"""Codes that somebody else's phone shows for the holder: what the office checks of them, and who finds them afterwards.

1. The certificate itself is live, as in any code. 2. The showing stands: its holder or its source has not ended it, its
time is not over, uses are left, this matter is among its purposes, and this kind of verifier among its places; what was
signed for an older version of the certificate is refused. 3. The phone is the presenter's, and not removed. 4. Nonce,
one-time id and one use of the showing are spent together, in this order, or none is: a conditional update decides about
the last use. 5. The verdict stands under the holder, names the presenter, and is in both histories.
"""

import uuid
from collections.abc import Collection, Iterable

from sqlalchemy import and_, insert, select, update
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate, Showing
from backend.people.models import Device
from backend.registries.calendar import day_of
from backend.verification import live
from backend.verification.foretold import is_used
from backend.verification.models import ShowingUse
from backend.verification.named import Refused
from backend.verification.spend import spend_nonce, use_code
from backend.verification.verdict import Attempt, Behalf, Refusal, Shown, Verdict
from backend.verification.write import write_accepted, write_refusal
from backend.web.request import Services
from certs.verify import Accepted, Check, Rejected

ORDER = ("replay", "status", "certificate_validity", "showing", "device", "nonce")


def accept(session: Session, attempt: Attempt, examined: Accepted, *, challenge: bool, services: Services) -> Verdict:
    """The verdict on a code that the vault accepted; recorded either way."""
    checks = _passed(examined)
    found = find(session, [examined.handle]).get(examined.handle)
    holder = found[1].person_id if found else None
    try:
        showing, certificate = _examine(session, attempt, examined, found)
        with session.begin_nested():
            _use(session, attempt, examined, showing, challenge=challenge)
    except Refused as why:
        refusal = Refusal(why.reason, _failed(checks, why), "lent", examined.once_id, holder)
        return write_refusal(session, attempt, refusal, services=services)
    assert examined.on_behalf is not None
    by = Behalf(showing.kind, examined.on_behalf.name, showing.showing_id, showing.presenter_id)
    shown = Shown(
        certificate.certificate_id, certificate.person_id, examined.type, examined.handle, examined.fields,
        certificate.valid_to, on_behalf=by,
    )  # fmt: skip
    return write_lent(session, attempt, [shown], checks, examined.once_id, services=services)


def write_lent(
    session: Session, attempt: Attempt, shown: list[Shown], checks: tuple[Check, ...], once_id: bytes, *,
    services: Services,
) -> Verdict:  # fmt: skip
    """Rule 5, for certificates of one holder."""
    holder, by = shown[0].person_id, shown[0].on_behalf
    assert by is not None
    verdict = write_accepted(
        session, attempt, shown, presenter=holder, checks=checks, once_id=once_id, form="lent", services=services
    )
    rows = [
        {
            "person_id": holder, "at": attempt.at, "verdict_id": attempt.verdict_id, "presenter_id": by.presenter_id,
            "showing_id": one.on_behalf.showing_id, "kept_by": holder,
        }
        for one in shown if one.on_behalf is not None
    ]  # fmt: skip
    session.execute(insert(ShowingUse), rows)
    return verdict._replace(presenter=by.presenter_id)


def find(
    session: Session, handles: Collection[str], *, presenter_id: uuid.UUID | None = None
) -> dict[str, tuple[Showing, Certificate]]:
    """The showings with these handles, ended ones too, each with its certificate as it stands."""
    if not handles:
        return {}
    mine = and_(Certificate.person_id == Showing.person_id, Certificate.certificate_id == Showing.certificate_id)
    query = select(Showing, Certificate).join(Certificate, mine).where(Showing.handle.in_(handles))
    if presenter_id is not None:
        query = query.where(Showing.presenter_id == presenter_id)
    rows = session.execute(query.execution_options(populate_existing=True))
    return {showing.handle: (showing, certificate) for showing, certificate in rows}


def refuse_ended(showing: Showing, attempt: Attempt) -> None:
    """Rule 2, but for place and version. Raises Refused."""
    if showing.ended_at is not None:
        raise Refused("showing", "showing_ended")
    if showing.until is not None and showing.until <= attempt.at:
        raise Refused("showing", "showing_expired")
    if showing.times_left is not None and showing.times_left < 1:
        raise Refused("showing", "showing_used_up")
    if showing.purposes and f"matter:{attempt.matter_code}" not in showing.purposes:
        raise Refused("showing", "showing_other_purpose")


def one_holder(found: Collection[tuple[Showing, Certificate]], named: int, attempt: Attempt, *, place: int) -> None:
    """A pack is the presenter's own, or one holder's whom they show it for. Raises Refused, at the check of a pack."""
    if len(found) != named or len({showing.person_id for showing, _certificate in found}) > 1:
        raise Refused("certificates", "holders_differ")
    for showing, certificate in found:
        try:
            if certificate.state == "valid":
                refuse_ended(showing, attempt)
        except Refused as why:
            raise Refused("certificates", why.reason) from None
        if not showing.places & place:
            raise Refused("certificates", "showing_not_here")


def take(session: Session, showings: Iterable[Showing]) -> None:
    """Rule 4: one use of each, in the order of their ids, so that no two wait for each other. Raises Refused."""
    for showing in sorted(showings, key=lambda one: one.showing_id):
        if showing.times_left is None:
            continue
        left = Showing.person_id == showing.person_id, Showing.showing_id == showing.showing_id
        usable = Showing.times_left > 0, Showing.ended_at.is_(None)
        used = update(Showing).where(*left, *usable).values(times_left=Showing.times_left - 1)
        told = used.returning(Showing.showing_id).execution_options(synchronize_session=False)
        if session.execute(told).first() is None:
            raise Refused("showing", "showing_used_up")


def holder_of(session: Session, examined: Rejected) -> uuid.UUID | None:
    """Whose certificate a refused code shows."""
    return session.scalars(select(Showing.person_id).where(Showing.handle == examined.handle)).first()


def uses_of(session: Session, person_id: uuid.UUID, source_id: uuid.UUID) -> list[ShowingUse]:
    """What the holder's showings with this source were used for, newest first."""
    mine = and_(Showing.person_id == ShowingUse.person_id, Showing.showing_id == ShowingUse.showing_id)
    query = select(ShowingUse).join(Showing, mine).where(Showing.person_id == person_id, Showing.source_id == source_id)
    return list(session.scalars(query.order_by(ShowingUse.at.desc(), ShowingUse.verdict_id.desc())))


def _examine(
    session: Session, attempt: Attempt, examined: Accepted, found: tuple[Showing, Certificate] | None
) -> tuple[Showing, Certificate]:
    """Rules 1 to 3. Raises Refused."""
    if is_used(session, examined.once_id, signed_at=examined.iat, foretellable=examined.cnonce is None):
        raise Refused("replay", "replayed")
    if found is None or found[1].type_number != examined.type.number:
        raise Refused("status", "certificate_unknown")
    showing, certificate = found
    why = live.state_why(certificate, day_of(attempt.at).isoformat())
    if why is not None:
        raise Refused(*why)
    refuse_ended(showing, attempt)
    if examined.status != (showing.list_no, showing.idx):
        raise Refused("status", "status_superseded")
    _refuse_device(session, examined.device_thumbprint, showing.presenter_id)
    return showing, certificate


def _refuse_device(session: Session, thumbprint: bytes, presenter_id: uuid.UUID) -> None:
    """Rule 3."""
    query = select(Device.removed_at).where(Device.thumbprint == thumbprint, Device.person_id == presenter_id)
    removed = list(session.scalars(query))
    if None not in removed:
        raise Refused("device", "device_removed" if removed else "device_unknown")


def _use(session: Session, attempt: Attempt, examined: Accepted, showing: Showing, *, challenge: bool) -> None:
    """Rule 4."""
    if examined.cnonce is not None:
        spend_nonce(session, attempt, examined.cnonce, challenge=challenge)
    use_code(session, attempt, examined.once_id)
    take(session, [showing])


def _passed(examined: Accepted) -> tuple[Check, ...]:
    checks = live.passed(examined.checks, nonce=examined.cnonce is not None)
    place = next(at for at, check in enumerate(checks) if check.name == "device")
    return (*checks[:place], Check("showing", "passed"), *checks[place:])


def _failed(checks: tuple[Check, ...], why: Refused) -> tuple[Check, ...]:
    """Of the office's checks those after the failed one were not made."""
    later = frozenset(ORDER[ORDER.index(why.at) + 1 :])
    return tuple(
        Check(one.name, "failed", why.reason) if one.name == why.at
        else Check(one.name, "skipped") if one.name in later
        else one
        for one in checks
    )  # fmt: skip
