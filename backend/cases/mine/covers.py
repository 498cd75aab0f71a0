"""What the applicant's wallet covers of a case begun online: computed as at the window, from what a window would see.

1. A certificate is weighed by the view that the matter's guide names first; applying online discloses that view and
nothing else. 2. Only certificates that can be shown now count.
3. A certificate is suggested when it is what strikes a material off, or fills a field that must be filled, first in the
wallet's order; another that would do the same instead, or fills a field that may stay empty, is offered too.
Nothing here leaves the applicant's own answer.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.agents import agent_of
from backend.cases.form import asked, must_fill
from backend.cases.models import Case
from backend.cases.shown import CaseShown, shown_before, shown_now
from backend.cases.weigh import Weighed, weigh_together
from backend.certificates.models import Certificate
from backend.certificates.wallet import showable
from backend.matters.evaluate import MaterialOutcome, evaluate, fill_form
from backend.matters.guide import view_for
from backend.matters.terms import Matter
from backend.people.persons import persons_reachable
from backend.registries.calendar import day_of
from backend.verification.named import NamedView, Refused, name_view, open_view
from backend.verification.verdict import Shown
from backend.web.request import Services
from certs.catalogue import CertificateType

NO_VERDICT = uuid.UUID(int=0)


@dataclass(frozen=True)
class Covering:
    """A certificate of mine that would help, by what it would show. `names`: of the fields; `fills`: form -> value."""

    certificate_id: uuid.UUID
    type_id: str
    names: Sequence[str]
    stands_for: tuple[str, ...]
    fills: Mapping[str, Any]
    suggested: bool
    shown: bool  # the case has it already


@dataclass(frozen=True)
class Coverage:
    """`covered`: material code -> ids of the certificates that would strike it off, all suggested ones together."""

    covered: Mapping[str, Sequence[str]]
    certificates: Sequence[Covering]


def coverage(
    session: Session, case: Case, matter: Matter, *, reader: uuid.UUID, services: Services, now: int
) -> Coverage:
    """Of a draft of the reader, or of an organisation that they represent, whoever began it."""
    before = shown_before(session, case.case_no, services=services)
    mine = list(_showable(session, reader, matter, services=services, now=now))
    new = shown_now(session, [shown for _, shown in mine], before, verdict_id=NO_VERDICT, services=services)
    together = weigh_together(
        session, case, matter, reader, before | new, agent=agent_of(session, case), services=services, today=day_of(now)
    )
    covered = {one.material_code: one.by for one in together.outcomes if one.by}
    names = {shown.certificate_id: named.names for named, shown in mine}
    found = (
        _covering(case, matter, together, one, names.get(key) or list(one.fields), before=key in before, now=now)
        for key, one in together.shown.items()
    )
    return Coverage(covered, [one for one in found if one is not None])


def types_of(matter: Matter) -> frozenset[str]:
    """Ids of the certificate types that the matter has a use for."""
    replacing = {one.type for _, one in matter.replacements()}
    return frozenset(replacing | {field.type for field in matter.form if field.type})


def held_views(
    session: Session, reader: uuid.UUID, matter: Matter, types: Iterable[CertificateType], *, services: Services,
    now: int,
) -> Iterator[NamedView]:  # fmt: skip
    """Rules 1 and 2: what the reader could show of these types, named and not opened."""
    wanted = {type_.number: type_ for type_ in types}
    query = select(Certificate).where(
        Certificate.person_id.in_(persons_reachable(session, reader)),
        Certificate.type_number.in_(wanted), Certificate.state == "valid",
    ).order_by(Certificate.type_number, Certificate.certificate_id)  # fmt: skip
    for row in session.scalars(query):
        if showable(row, now):
            view = view_for(matter, wanted[row.type_number], catalogue=services.catalogue).number
            try:
                yield name_view(row, view, today=day_of(now).isoformat(), services=services)
            except Refused:  # not valid now: nothing can be shown of it
                continue


def _showable(
    session: Session, presenter: uuid.UUID, matter: Matter, *, services: Services, now: int
) -> Iterator[tuple[NamedView, Shown]]:
    useful = [type_ for type_ in services.catalogue.types if type_.id in types_of(matter)]
    for named in held_views(session, presenter, matter, useful, services=services, now=now):
        try:
            yield named, open_view(named, services=services, now=now)
        except Refused:  # a row made by hand is no certificate
            continue


def _covering(
    case: Case, matter: Matter, together: Weighed, one: CaseShown, names: Sequence[str], *, before: bool, now: int
) -> Covering | None:
    """Rule 3; None for a certificate that would do nothing."""
    today, this = day_of(now), str(one.certificate_id)
    own = [shown for shown in together.weighed if shown.certificate_id == this]
    others = [shown for shown in together.weighed if shown.certificate_id != this]
    given: dict[str, Any] = {"today": today, "applicant": together.applicant}
    fills = fill_form(matter, own, **given)
    stands_for = _struck_off(evaluate(matter, [*own, *others], answers=case.answers, **given), this)
    if not stands_for and not fills:
        return None
    must = fills.keys() & {field.name for field in asked(matter, case) if must_fill(field, agent=False)}
    needed = bool(_struck_off(together.outcomes, this)) or not must <= fill_form(matter, others, **given).keys()
    return Covering(one.certificate_id, one.type_id, names, stands_for, fills, suggested=needed, shown=before)


def _struck_off(outcomes: Sequence[MaterialOutcome], certificate_id: str) -> tuple[str, ...]:
    return tuple(one.material_code for one in outcomes if certificate_id in (one.by or ()))
