"""The programmes as the administration sees them: terms, numbers and newest runs, by the rules of `numbers`."""

from typing import Any

from sqlalchemy.orm import Session

from backend.proposals.folder import Programmes
from backend.proposals.mine import office_of, type_of
from backend.proposals.models import ProposalRun
from backend.proposals.numbers import in_fives, numbers_of, runs_of, visible
from backend.proposals.programme import Programme, key_of
from backend.registries.types import known_type
from backend.security import Box
from certs.catalogue import Catalogue


def overview(
    session: Session, programmes: Programmes, *, office: str | None, catalogue: Catalogue, box: Box, now: int
) -> list[dict[str, Any]]:
    """Everything `schemas.ProgrammeAnswer` names, for each programme that may be seen."""
    return [
        {
            **_terms(session, one, catalogue),
            "numbers": numbers_of(session, one, key=key_of(one.code, box=box), now=now),
            "runs": [_run(run) for run in runs_of(session, one)],
        }
        for one in visible(programmes.values(), office=office)
    ]


def _terms(session: Session, programme: Programme, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "programme": {"code": programme.code, "version": programme.version, "name": programme.name},
        "office": office_of(session, programme),
        "type": type_of(known_type(catalogue, programme.grants)),
        "register": type_of(known_type(catalogue, programme.register)),
        "rules": [rule.text for rule in programme.rules.rules.rules],
        "legal_basis": list(programme.legal_basis),
        "valid_days": programme.valid_days,
        "paused": programme.paused,
    }


def _run(run: ProposalRun) -> dict[str, Any]:
    return {
        "version": run.version, "day": run.day, "state": run.state, "looked_at": in_fives(run.looked_at),
        "offered": in_fives(run.offered), "started_at": run.started_at, "finished_at": run.finished_at,
    }  # fmt: skip
