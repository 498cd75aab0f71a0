"""A code of another region that the vault has accepted: whose it is here, single use, and the record that names the
region.

1. The certificate's own period, as far as it is shown, holds today; the status was as its region last published it.
2. The holder is who the code names by number: the person of that number here. A name other than ours refuses the code.
Nobody is made up for a check alone; at a case the window registers them as at a first registration, by name and number,
and a code that does not show both is refused there.
3. The phone is the holder's by their region's word, but for a holder to whom this office gave an ID card itself: no
other region says whose phone is theirs. Nobody here knows it of an organisation's certificate, either, nor of one that
is shown on its holder's behalf: such a code has no presenter.
4. A nonce counts only as this verifier's challenge. The one-time id is used once, in the same table as every other.
5. Verdict, receipt, log and history name region, issuer, and when the status was true.
"""

import hashlib
import uuid
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.db import NOBODY
from backend.people.models import Person
from backend.people.persons import CITIZEN, ensure_person, find_person, name_key
from backend.registries.calendar import day_of
from backend.verification import live
from backend.verification.foretold import is_used
from backend.verification.named import Refused
from backend.verification.spend import spend_nonce, use_code
from backend.verification.verdict import Abroad, Attempt, Refusal, Shown, Verdict
from backend.verification.write import write_accepted, write_refusal
from backend.web.request import Services
from certs.catalogue import CertificateType, FieldProblem
from certs.catalogue.checking import normalise
from certs.trust import Region
from certs.verify import Accepted, Check, Rejected

ID_CARD = "resident-id"  # the certificate that says who somebody is


def accept(session: Session, attempt: Attempt, examined: Accepted, *, challenge: bool, services: Services) -> Verdict:
    """The verdict on a code of another region; recorded either way."""
    assert examined.region is not None
    until = day_of(examined.exp - 1).isoformat()
    abroad = _abroad(examined.region, examined.issuer, examined.status, examined.status_as_of, until)
    checks, today = live.passed(examined.checks, nonce=challenge), day_of(attempt.at)
    try:
        _refuse_out_of_period(examined, today)
        with session.begin_nested():  # a refusal registers nobody and uses nothing up
            person = _holder(session, attempt, examined, today, services=services)
            _use(session, attempt, examined, challenge=challenge)
    except Refused as why:
        refusal = Refusal(why.reason, _failed(checks, why), "view", examined.once_id, abroad=abroad)
        return write_refusal(session, attempt, refusal, services=services)
    ends = examined.fields.get(examined.type.validity.end, abroad.until)
    shown = Shown(
        certificate_id(abroad.region, examined.handle), person or NOBODY, examined.type, examined.handle,
        examined.fields, ends, abroad,
    )  # fmt: skip
    verdict = write_accepted(
        session, attempt, [shown], presenter=person or NOBODY, checks=_passed(checks), once_id=examined.once_id,
        form="view", services=services,
    )  # fmt: skip
    own = examined.type.holder_kind == CITIZEN and examined.on_behalf is None
    believed = own and not is_ours(session, person, services=services)  # rule 3
    return verdict._replace(presenter=person if believed else None, as_of=examined.status_as_of or attempt.at)


def of_refused(examined: Rejected) -> Abroad | None:
    """What the record says of the region whose code was refused; None of any other code."""
    if examined.region is None or examined.issuer is None or examined.status is None:
        return None
    return _abroad(examined.region, examined.issuer, examined.status, examined.status_as_of, "")


def _abroad(region: Region, issuer: str, place: tuple[int, int], as_of: int | None, until: str) -> Abroad:
    named = region.trust.trust_list.issuers[issuer].name
    return Abroad(region.id, region.name, issuer, named, place, as_of or region.trust.as_of, until)


def still_known(session: Session, person_id: uuid.UUID | None) -> uuid.UUID | None:
    """The person, unless they were registered by an act that is undone."""
    return session.scalars(select(Person.person_id).where(Person.person_id == person_id)).first()


def certificate_id(region_id: str, handle: str) -> uuid.UUID:
    """An id for a certificate that is not ours: the same whenever it is shown."""
    return uuid.UUID(bytes=hashlib.sha256(f"region:{region_id}:{handle}".encode()).digest()[:16], version=5)


def _refuse_out_of_period(examined: Accepted, today: date) -> None:
    """Rule 1."""
    rule, fields = examined.type.validity, examined.fields
    start, end = fields.get(rule.start), fields.get(rule.end)
    if end is not None and end < today.isoformat():
        raise Refused("certificate_validity", "certificate_expired")
    if start is not None and start > today.isoformat():
        raise Refused("certificate_validity", "certificate_not_yet_valid")


def _holder(
    session: Session, attempt: Attempt, examined: Accepted, today: date, *, services: Services
) -> uuid.UUID | None:
    """Rule 2; None when the code does not say, or nobody here has that number."""
    type_, box = examined.type, services.box
    number = _read(type_, type_.holder.code, examined.fields, today)
    name = _read(type_, type_.holder.name, examined.fields, today)
    if number is None:
        if attempt.case_no is not None:
            raise Refused("holder", "region_holder_unknown")
        return None
    known = find_person(session, type_.holder_kind, number, box=box)
    if known is None:
        if attempt.case_no is None:
            return None
        if name is None:
            raise Refused("holder", "region_holder_unknown")
        return ensure_person(session, type_.holder_kind, number, name, box=box, now=attempt.at)
    if name is None and attempt.case_no is not None:
        raise Refused("holder", "region_holder_unknown")
    key = session.scalars(select(Person.name_key).where(Person.person_id == known)).one()
    if name is not None and name_key(type_.holder_kind, name, box) != key:
        raise Refused("holder", "region_holder_differs")
    return known


def is_ours(session: Session, person: uuid.UUID | None, *, services: Services) -> bool:
    """Whether this office says itself who the person is: by an ID card that was not ended."""
    card = services.catalogue.by_id(ID_CARD)
    if card is None or person is None:
        return False
    mine = Certificate.person_id == person, Certificate.type_number == card.number
    standing = Certificate.state.in_(("valid", "suspended"))
    return session.scalars(select(Certificate.certificate_id).where(*mine, standing).limit(1)).first() is not None


def _read(type_: CertificateType, name: str, fields: dict[str, Any], today: date) -> str | None:
    """The field as our own register would keep it; None when it is not shown, or would not be kept."""
    if name not in fields:
        return None
    try:
        return str(normalise(type_.fields[name], fields[name], today=today))
    except FieldProblem:
        return None


def _use(session: Session, attempt: Attempt, examined: Accepted, *, challenge: bool) -> None:
    """Rule 4."""
    if is_used(session, examined.once_id, signed_at=examined.iat, foretellable=examined.cnonce is None):
        raise Refused("replay", "replayed")
    if challenge and examined.cnonce is not None:
        spend_nonce(session, attempt, examined.cnonce, challenge=True)
    use_code(session, attempt, examined.once_id)


def _passed(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """The phone is the other region's to know."""
    return tuple(Check("device", "skipped") if check.name == "device" else check for check in checks)


def _failed(checks: tuple[Check, ...], why: Refused) -> tuple[Check, ...]:
    marked = tuple(Check(why.at, "failed", why.reason) if one.name == why.at else one for one in _passed(checks))
    return marked if any(one.name == why.at for one in checks) else (*marked, Check(why.at, "failed", why.reason))
