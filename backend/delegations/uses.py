"""What a delegation was used for, as both sides read it: where, for what, by whom; no fields."""

from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from backend.delegations.models import Delegation
from backend.people.persons import identities_of
from backend.verification.history import shown_fields
from backend.verification.models import VerdictRow, Verifier
from backend.verification.on_behalf import uses_of
from backend.web.request import Services

MOST = 100


def uses(session: Session, row: Delegation, *, services: Services) -> list[dict[str, Any]]:
    """As `schemas.LentUse` names it: up to MOST verdicts, newest first."""
    found = uses_of(session, row.person_id, row.delegation_id)
    showed = {(one.at, one.verdict_id): one.presenter_id for one in found}
    keys = sorted(showed, reverse=True)[:MOST]
    if not keys:
        return []
    mine = VerdictRow.person_id == row.person_id, tuple_(VerdictRow.at, VerdictRow.verdict_id).in_(keys)
    query = (
        select(VerdictRow, Verifier)
        .outerjoin(Verifier, Verifier.verifier_id == VerdictRow.verifier_id)
        .where(*mine)
        .order_by(VerdictRow.at.desc(), VerdictRow.verdict_id.desc())
    )
    names = identities_of(session, set(showed.values()), box=services.box)
    return [
        _line(verdict, verifier, names[showed[verdict.at, verdict.verdict_id]].name, services)
        for verdict, verifier in session.execute(query)
    ]


def _line(verdict: VerdictRow, verifier: Verifier | None, presenter: str, services: Services) -> dict[str, Any]:
    name = {"zh": verdict.verifier_id, "en": verdict.verifier_id}
    if verifier is not None:
        name = {"zh": verifier.name_zh, "en": verifier.name_en}
    return {
        "verdict_id": verdict.verdict_id, "at": verdict.at, "verifier": name, "purpose": verdict.purpose,
        "case_no": verdict.case_no, "presenter": presenter,
        "types": [one["type"] for one in shown_fields(verdict.shown, services.catalogue)],
    }  # fmt: skip
