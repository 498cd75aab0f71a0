"""What the table of routes says of sealed copies: a holder's own, a window's in its case, and checks by anybody."""

import time
from typing import Any

from sqlalchemy import delete

from backend import db
from backend.demo.seals import give_seal
from backend.people.models import Attempt
from tests.api.row import PUBLIC, Row
from tests.api.town import NO_ID, Town
from tests.papers.desk import day

HOLDER, WINDOW = ("citizen",), ("window",)
OWN, CASE = "/api/v1/me/sealed-copies", "/api/v1/cases/<string:case_no>/sealed-copies"
ONE = f"{OWN}/<uuid:copy_id>"


def _wish(_town: Town, target: str) -> Any:
    return {"certificate_id": target, "purpose": "办理贷款", "recipient": "亮州银行", "until": day()}


def _sealing(town: Town) -> None:
    """The issuing department has a seal; an hour's copies are counted anew."""
    own = town.services
    with db.transaction(own.engine) as session:
        give_seal(session, "FW", box=own.box, now=int(time.time()))
        give_seal(session, "GA", box=own.box, now=int(time.time()))
        session.execute(delete(Attempt).where(Attempt.scope == "sealed-copy"))


def _copy_body(town: Town, target: str) -> Any:
    _sealing(town)
    return _wish(town, target)


def sealed_copy(town: Town, citizen: int) -> str:
    """The id of a sealed copy of a certificate of the citizen."""
    body = _copy_body(town, town.certificate(citizen, 0))
    return str(town.must("POST", OWN, "citizen", citizen, json=body)["copy_id"])


def _not_shown(town: Town, _id: str) -> Any:
    """What a window asks for of a certificate that its case was not shown."""
    return _wish(town, NO_ID)


SEALED_COPY_ROWS: dict[str, Row] = {
    f"POST {OWN}": Row(HOLDER, status=201, target="certificate", body=_copy_body),
    f"GET {OWN}": Row(HOLDER),
    f"GET {ONE}": Row(HOLDER, target="sealed_copy"),
    f"GET {ONE}/pdf": Row(HOLDER, target="sealed_copy"),
    f"POST {ONE}/recall": Row(HOLDER, target="sealed_copy"),
    f"POST {CASE}": Row(WINDOW, status=409, target="case", body=_not_shown),
    f"GET {CASE}": Row(WINDOW, target="case"),
    f"POST {CASE}/<uuid:copy_id>/prints": Row(WINDOW, status=404, target="case", fixed={"copy_id": NO_ID}),
    "POST /api/v1/sealed-copies/checks": Row(PUBLIC, body=lambda _town, _id: {"number": "1234"}),
    "POST /api/v1/sealed-copies/checks/files": Row(PUBLIC, status=422),
}
