"""How proofs are asked for and used, by kind: what was issued, by whom, used again instead of issued, and spared.

1. A request counts in the period it was asked in, by what became of it; no person is read. 2. A proof spares a case
where it stands for one of its materials, once a case however many it stands for; the day is the material's last change.
3. It spares the case again when that is not the case it was asked for. 4. A department is told of its own kinds.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.cases.models import Case, CaseCertificate, CaseMaterial
from backend.matters.terms import Text
from backend.proofs.ask import BY_RULE, ISSUED
from backend.proofs.kind import TYPE
from backend.proofs.kinds_folder import kinds_of
from backend.proofs.models import ProofRequest
from backend.web.request import Services

COUNTED = ("asked", "by_rule", "by_officer", "reused", "refused", "waiting", "withdrawn", "cases", "other_cases")


@dataclass(frozen=True)
class Between:
    """From `since` until before `before` (seconds since 1970), of one office or, with None, of all."""

    since: int
    before: int
    office: str | None


def proof_report(session: Session, between: Between, *, services: Services) -> dict[str, Any]:
    """Everything `schemas.ProofSums` names."""
    counted: dict[str, Counter[str]] = {}
    offices: dict[str, str] = {}
    for kind, office, item, count in [*_requests(session, between), *_uses(session, between, services=services)]:
        counted.setdefault(kind, Counter())[item] += count
        offices[kind] = office
    kinds = kinds_of(services)
    rows = []
    for code in sorted(counted):
        known = kinds.get(code)
        name, office_name = (known.name, known.office.name) if known else (Text(code, code), Text(*[offices[code]] * 2))
        figures = {item: counted[code][item] for item in COUNTED}
        rows.append({"code": code, "name": asdict(name), "office": asdict(office_name), **figures})
    return {"total": {item: sum(row[item] for row in rows) for item in COUNTED}, "kinds": rows}


def _requests(session: Session, between: Between) -> Iterable[tuple[str, str, str, int]]:
    """Rule 1."""
    columns = ProofRequest.kind, ProofRequest.office, ProofRequest.state, ProofRequest.reused, ProofRequest.answered_by
    query = select(*columns, func.count()).where(
        ProofRequest.asked_at >= between.since, ProofRequest.asked_at < between.before, *_own(between)
    )
    for kind, office, state, reused, by, count in session.execute(query.group_by(*columns)):
        yield kind, office, "asked", count
        yield kind, office, _item(state, reused, by), count


def _item(state: str, reused: bool, answered_by: str | None) -> str:
    if state != ISSUED:
        return state
    if reused:
        return "reused"
    return "by_rule" if answered_by == BY_RULE else "by_officer"


def _uses(session: Session, between: Between, *, services: Services) -> Iterable[tuple[str, str, str, int]]:
    """Rules 2 and 3."""
    type = services.catalogue.by_id(TYPE)
    proof = CaseCertificate.certificate_id == ProofRequest.certificate_id
    query = (
        select(ProofRequest.kind, ProofRequest.office, ProofRequest.case_no, ProofRequest.certificate_id,
               CaseMaterial.case_no, CaseMaterial.certificates)
        .select_from(CaseMaterial)
        .join(Case, (Case.case_no == CaseMaterial.case_no) & Case.parent_no.is_(None))  # parts have copies
        .join(CaseCertificate, CaseCertificate.case_no == CaseMaterial.case_no)
        .join(ProofRequest, proof & (ProofRequest.reused.is_(False)))
        .where(CaseMaterial.changed_at >= between.since, CaseMaterial.changed_at < between.before,
               CaseMaterial.state == "exempt", CaseCertificate.type_number == (type.number if type else 0),
               *_own(between))
    )  # fmt: skip
    used = {
        (kind, office, certificate_id, case_no, case_no == asked_for)
        for kind, office, asked_for, certificate_id, case_no, stand_for in session.execute(query)
        if str(certificate_id) in stand_for
    }
    for kind, office, _, _, first in used:
        yield kind, office, "cases", 1
        if not first:
            yield kind, office, "other_cases", 1


def _own(between: Between) -> tuple[Any, ...]:
    """Rule 4."""
    return () if between.office is None else (ProofRequest.office == between.office,)
