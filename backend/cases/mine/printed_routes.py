"""Routes by which a person sees the codes that were printed for them, and revokes one."""

import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from backend.matters.models import MatterVersion
from backend.matters.stored import matter_of
from backend.people.persons import person_of
from backend.verification import printed_codes
from backend.verification.models import PrintedCode, Verifier
from backend.verification.printed_schemas import MyPrintedList
from backend.web.access import allow
from backend.web.api import Room
from backend.web.request import actor, now, services, session

blueprint = Room("my_printed_codes", description="Codes that were printed for me")
Names = dict[str, dict[str, str]]


@blueprint.route("/me/printed-codes")
@allow("citizen")
@blueprint.response(200, MyPrintedList)
def get_my_printed_codes() -> dict[str, Any]:
    """The codes that were printed for me, the newest first: where, why, for what, and what became of them."""
    rows = printed_codes.printed_for(session(), person_of(session(), actor()))
    matters, offices = _matters({row.matter_code for row in rows}), _offices({row.office for row in rows})
    lines = ((row, printed_codes.own_line(row, services=services(), now=now())) for row in rows)
    items = [
        line | {"matter_name": _name(matters, row.matter_code), "office_name": _name(offices, row.office)}
        for row, line in lines
    ]
    return {"items": items}


@blueprint.route("/me/printed-codes/<uuid:printed_code_id>/revocation", methods=["POST"])
@allow("citizen")
@blueprint.response(204)
def post_my_revocation(printed_code_id: uuid.UUID) -> None:
    """Revoke a code that was printed for me."""
    mine = PrintedCode.person_id == person_of(session(), actor())
    printed_codes.revoke(session(), printed_code_id, mine, by="holder", actor=actor(), now=now())


def _matters(codes: Iterable[str]) -> Names:
    found = select(MatterVersion).where(MatterVersion.code.in_(codes), MatterVersion.current.is_(True))
    matters = (matter_of(row) for row in session().scalars(found))
    return {matter.code: {"zh": matter.name.zh, "en": matter.name.en} for matter in matters}


def _offices(ids: Iterable[str]) -> Names:
    found = session().scalars(select(Verifier).where(Verifier.verifier_id.in_(ids)))
    return {row.verifier_id: {"zh": row.name_zh, "en": row.name_en} for row in found}


def _name(names: Names, code: str) -> dict[str, str]:
    """What is registered no more is named by its code."""
    return names.get(code, {"zh": code, "en": code})
