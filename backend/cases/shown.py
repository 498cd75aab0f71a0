"""Certificates shown to a case: kept sealed, opened to be weighed together, always with their live state of now.

Of a certificate of another region that is what its region published last, while that is not past its time.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from backend.cases.models import Case, CaseCertificate
from backend.certificates.models import Certificate
from backend.matters.evaluate import Presented
from backend.people.persons import identity_of
from backend.registries.calendar import end_of
from backend.trust.regions import status_of
from backend.verification.verdict import Shown
from backend.web.request import Services
from certs.status import VALID

DAY = 86_400
LIVE = Certificate.person_id, Certificate.certificate_id, Certificate.state, Certificate.valid_to


@dataclass(frozen=True)
class Abroad:
    """Where another region says how its certificate stands, and the last day that is known of it (ISO; None: open)."""

    region: str
    list_no: int
    index: int
    valid_to: str | None


@dataclass(frozen=True)
class CaseShown:
    """One certificate as a case knows it. `number`: the holder's citizen number or credit code. `again`: the case had
    it before. `agents_only`: its holder showed it as the applicant's agent, and never otherwise. `abroad`: of another
    region."""

    certificate_id: uuid.UUID
    person_id: uuid.UUID
    type_id: str
    type_number: int
    holder_kind: str
    number: str
    verdict_id: uuid.UUID
    fields: Mapping[str, Any]
    is_new: bool
    again: bool
    agents_only: bool = False
    abroad: Abroad | None = None


def shown_before(session: Session, case_no: str, *, services: Services) -> dict[uuid.UUID, CaseShown]:
    """What earlier scans of the case disclosed, by certificate id, in the order shown."""
    rows = select(CaseCertificate).where(CaseCertificate.case_no == case_no)
    rows = rows.order_by(CaseCertificate.shown_at, CaseCertificate.certificate_id)
    found = {}
    for row in session.scalars(rows):
        opened = services.box.of(session, None).open(row.sealed, _context(case_no))
        type_ = services.catalogue.by_number(row.type_number)
        if type_ is None:  # the type was withdrawn from the catalogue since
            continue
        found[row.certificate_id] = CaseShown(
            certificate_id=row.certificate_id, person_id=uuid.UUID(opened["person_id"]), type_id=type_.id,
            type_number=type_.number, holder_kind=type_.holder_kind, number=opened["number"],
            verdict_id=row.verdict_id, fields=opened["fields"], is_new=False, again=True,
            agents_only=opened.get("agents_only", False), abroad=_abroad(opened.get("abroad")),
        )  # fmt: skip
    return found


def shown_now(
    session: Session, shown: Iterable[Shown], before: Mapping[uuid.UUID, CaseShown], *,
    verdict_id: uuid.UUID, services: Services, by_agent: bool = False,
) -> dict[uuid.UUID, CaseShown]:  # fmt: skip
    """What an accepted verdict disclosed; fields shown before of the same certificate stay known. `by_agent`: of the
    applicant, as such."""
    found: dict[uuid.UUID, CaseShown] = {}
    numbers = {one.person_id: one.number for one in before.values()}
    for one in shown:
        earlier = found.get(one.certificate_id) or before.get(one.certificate_id)
        if one.person_id not in numbers:
            numbers[one.person_id] = identity_of(session, one.person_id, box=services.box).number
        fields = {**(earlier.fields if earlier else {}), **one.fields}
        found[one.certificate_id] = CaseShown(
            certificate_id=one.certificate_id, person_id=one.person_id, type_id=one.type.id,
            type_number=one.type.number, holder_kind=one.type.holder_kind, number=numbers[one.person_id],
            verdict_id=verdict_id, fields=fields, is_new=True, again=one.certificate_id in before,
            agents_only=by_agent and (earlier is None or earlier.agents_only), abroad=_of(one),
        )  # fmt: skip
    return found


def keep(session: Session, case: Case, shown: CaseShown, *, again: bool, services: Services, now: int) -> None:
    """Seal what was shown, for later scans of the same case; `again`: in place of what the case has of it."""
    content = {
        "person_id": str(shown.person_id), "number": shown.number, "fields": dict(shown.fields),
        "agents_only": shown.agents_only,
    }  # fmt: skip
    if shown.abroad is not None:
        content["abroad"] = asdict(shown.abroad)
    sealed = services.box.of(session, case.person_id).seal(content, _context(case.case_no))
    row = CaseCertificate(
        case_no=case.case_no, certificate_id=shown.certificate_id, verdict_id=shown.verdict_id,
        type_number=shown.type_number, sealed=sealed, shown_at=now,
    )  # fmt: skip
    if again:
        session.merge(row)
    else:
        session.add(row)


def presented(session: Session, shown: Mapping[uuid.UUID, CaseShown], *, today: date) -> tuple[Presented, ...]:
    """As the rules weigh them: with the state and last day that each certificate has now."""
    holders = Certificate.person_id.in_({one.person_id for one in shown.values()})
    query = select(*LIVE).where(holders, Certificate.certificate_id.in_(shown))
    live: dict[Any, Any] = {(row.person_id, row.certificate_id): row for row in session.execute(query)} if shown else {}
    return tuple(
        _presented(one, live.get((one.person_id, one.certificate_id)))
        if one.abroad is None
        else _presented_abroad(session, one, one.abroad, today=today)
        for one in shown.values()
    )


def _presented_abroad(session: Session, shown: CaseShown, abroad: Abroad, *, today: date) -> Presented:
    place, morning = (abroad.list_no, abroad.index), end_of(today) - DAY
    own = _presented(shown, None)
    return replace(
        own,
        status_valid=status_of(session, abroad.region, place, now=morning) == VALID,
        valid_to=None if abroad.valid_to is None else date.fromisoformat(abroad.valid_to),
    )


def _of(shown: Shown) -> Abroad | None:
    there = shown.abroad
    return None if there is None else Abroad(there.region, *there.place, shown.valid_to)


def _abroad(sealed: dict[str, Any] | None) -> Abroad | None:
    return None if sealed is None else Abroad(**sealed)


def _presented(shown: CaseShown, certificate: Row[*tuple[Any, ...]] | None) -> Presented:
    valid_to = certificate.valid_to if certificate else None
    return Presented(
        type_id=shown.type_id,
        fields=shown.fields,
        holder=str(shown.person_id),
        certificate_id=str(shown.certificate_id),
        status_valid=certificate is not None and certificate.state == "valid",
        valid_to=None if valid_to is None else date.fromisoformat(valid_to),
        number=shown.number,
        agents_only=shown.agents_only,
    )


def _context(case_no: str) -> bytes:
    return b"case:" + case_no.encode()
