"""What the table of routes says of requests to holders, and of checks under a legal duty."""

import secrets
import time
from typing import Any

from sqlalchemy import delete

from backend import db
from backend.people.models import Attempt
from backend.requests.models import DutyCheck, HolderRequest
from backend.requests.refusals import NoSuchRequest
from tests.api.row import Row
from tests.api.town import PAIRS, PURPOSE, Town

ASKERS, HOLDER, STAFF = ("window", "partner"), ("citizen",), ("department", "officer")
GROUND = "permit-supervision"
LICENCE = [{"type": "business-licence", "fields": ["name"]}]
ASKED = {
    "purpose": PURPOSE, "reason": "开户核对身份", "consequence": "不授权不能开户",
    "certificates": [{"type": "resident-id", "required": ["name"], "optional": ["sex"]}],
}  # fmt: skip


def _ask(_town: Town, _id: str) -> Any:
    return ASKED


def _look_up(_town: Town, _id: str) -> Any:
    """Of a number that nobody has."""
    about = {"kind": "citizen", "number": f"99010119{secrets.randbelow(10**9):010}", "name": "查无此人"}
    return ASKED | {"about": about}


def _consent(town: Town, _id: str) -> Any:
    card = town.identity(0)
    chosen = [{"certificate_id": card, "fields": ["name"]}]
    return {"certificates": chosen, "device_id": str(town.citizens[0].device_id), "signature": "a.b.c"}


def _duty(_town: Town, _id: str) -> Any:
    number = f"91990100{secrets.randbelow(10**10):010}"
    words = {"case_number": "监〔2026〕1号", "reason": "年度检查"}
    return {"kind": "organisation", "number": number, "ground": GROUND, "certificates": LICENCE, **words}


def ask(town: Town, role: str, which: int) -> dict[str, Any]:
    """A new request of the asker, by link; an hour's are counted anew."""
    with db.transaction(town.services.engine) as session:
        session.execute(delete(Attempt).where(Attempt.scope == "request-ask"))
    asked: dict[str, Any] = town.must("POST", "/api/v1/requests", role, which, json=ASKED)
    return asked


def request_to(town: Town, citizen: int) -> str:
    """A request that the citizen's phone took; those before it are closed, for only so many may be open."""
    asked = ask(town, "partner", 0)
    with db.transaction(town.services.engine) as session:
        mine = HolderRequest.person_id == town.citizens[citizen].person_id
        session.execute(delete(HolderRequest).where(mine))
    body = {"reference": asked["reference"]}
    return str(town.must("POST", "/api/v1/me/requests/claims", "citizen", citizen, json=body)["request_id"])


def duty_check(town: Town, role: str, which: int, *, mine: bool) -> str:
    """A check that a colleague asked; or an approved one of the visitor's own."""
    made, now, own = db.new_id(), int(time.time()), town.services
    said = {"kind": "organisation", "number": "919901000000000000", "case_number": "1", "reason": "检查"}
    asked_by = town.subjects[role] if mine else "staff:colleague"
    row = DutyCheck(
        check_id=made, office=PAIRS[role][which], role=role, asked_by=asked_by, ground=GROUND, asked_at=now,
        sealed_said=own.box.seal(said, b"duty-check:" + made.bytes), state="approved" if mine else "asked",
        wanted=[{"type": "business-licence", "required": ["name"], "optional": []}],
        decided_by="staff:colleague" if mine else None, decided_at=now if mine else None,
    )  # fmt: skip
    with db.transaction(own.engine) as session:
        session.add(row)
    return str(made)


ONE, MINE, CHECK = (
    "/api/v1/requests/<uuid:request_id>", "/api/v1/me/requests/<uuid:request_id>", "/api/v1/duty-checks/<uuid:check_id>"
)  # fmt: skip
REQUEST_ROWS: dict[str, Row] = {
    "POST /api/v1/requests": Row(ASKERS, status=201, body=_ask),
    "POST /api/v1/requests/look-ups": Row(("partner",), status=201, body=_look_up),
    "GET /api/v1/requests": Row(ASKERS),
    f"GET {ONE}": Row(ASKERS, target="request"),
    f"POST {ONE}/result": Row(ASKERS, status=409, target="request"),
    "GET /api/v1/me/requests": Row(HOLDER),
    "POST /api/v1/me/requests/claims": Row(
        HOLDER, status=NoSuchRequest.status, body=lambda t, i: {"reference": "none"}
    ),
    f"GET {MINE}": Row(HOLDER, target="my_request"),
    f"POST {MINE}/consent": Row(HOLDER, status=422, target="my_request", body=_consent),
    f"DELETE {MINE}/consent": Row(HOLDER, status=409, target="my_request"),
    f"POST {MINE}/refusal": Row(HOLDER, target="my_request"),
    "GET /api/v1/legal-grounds": Row(STAFF),
    "POST /api/v1/duty-checks": Row(STAFF, status=201, body=_duty),
    "GET /api/v1/duty-checks": Row(STAFF),
    f"GET {CHECK}": Row(STAFF, target="duty_check"),
    f"POST {CHECK}/approval": Row(STAFF, target="duty_check"),
    f"POST {CHECK}/refusal": Row(STAFF, target="duty_check", body=lambda t, i: {"reason": "依据不足"}),
    f"POST {CHECK}/reading": Row(STAFF, target="my_duty_check"),
}
