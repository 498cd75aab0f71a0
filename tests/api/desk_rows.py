"""Rows of the policy table about desktops and kiosks."""

import time
import uuid
from typing import Any

from sqlalchemy import delete

from backend import db
from backend.kiosks.models import KioskVisit
from backend.people.models import Attempt
from certs.desktop import Approval, make_approval
from tests.api.row import PUBLIC, Row
from tests.api.town import MATTER, PAIRS, Town

HOLDER, KIOSK = ("citizen",), ("kiosk",)
ONE_KIOSK, VISIT = "/api/v1/kiosks/<string(maxlength=40):kiosk_id>", "/api/v1/kiosk/visits/<uuid:visit_id>"
NEW_KIOSK = {"name": {"zh": "三号自助机", "en": "Kiosk 3"}, "hall": "一号大厅"}


def _request(town: Town, _id: str) -> Any:
    """A desktop's request that waits for a phone; a minute's openings are counted anew."""
    with db.transaction(town.services.engine) as session:
        session.execute(delete(Attempt).where(Attempt.scope == "desktop-open"))
    asked = town.must("POST", "/api/v1/auth/desktop-requests", "public")
    return {"reference": asked["reference"]}


def _opened(town: Town, target: str) -> Any:
    body = _request(town, target)
    town.must("POST", "/api/v1/me/desktop-requests/openings", "citizen", json=body)
    return body


def _unsigned_approval(town: Town, target: str) -> Any:
    device = str(town.citizens[0].device_id)
    return _opened(town, target) | {"number": "10", "device_id": device, "statement": "not.a.signature"}


DESK_ROWS: dict[str, Row] = {
    "POST /api/v1/auth/desktop-requests": Row(PUBLIC, status=201),
    "GET /api/v1/auth/desktop-requests/current": Row(PUBLIC, status=422),
    "POST /api/v1/auth/desktop-sessions": Row(PUBLIC, status=401, body=lambda t, i: {"secret": "none"}),
    "POST /api/v1/me/desktop-requests/openings": Row(HOLDER, body=_request),
    "POST /api/v1/me/desktop-requests/approvals": Row(HOLDER, status=422, body=_unsigned_approval),
    "POST /api/v1/me/desktop-requests/refusals": Row(HOLDER, status=204, body=_opened),
    "GET /api/v1/me/desktops": Row(HOLDER),
    "DELETE /api/v1/me/desktops/<uuid:sign_in_id>": Row(HOLDER, status=204, target="desktop"),
    "GET /api/v1/me/certificates": Row(HOLDER),
    "POST /api/v1/kiosks": Row(("operator",), status=201, body=lambda t, i: NEW_KIOSK),
    "GET /api/v1/kiosks": Row(("operator",)),
    f"POST {ONE_KIOSK}/setup-codes": Row(("operator",), status=404, fixed={"kiosk_id": "none"}),
    f"POST {ONE_KIOSK}/stop": Row(("operator",), status=404, fixed={"kiosk_id": "none"}),
    "POST /api/v1/auth/kiosk-sessions": Row(PUBLIC, status=401, body=lambda t, i: {"setup_code": "NONE"}),
    "GET /api/v1/kiosk": Row(KIOSK),
    "POST /api/v1/kiosk/desktop-requests": Row(KIOSK, status=201),
    "POST /api/v1/kiosk/visits": Row(KIOSK, status=201, body=lambda t, i: {"code": t.code(0)}),
    f"GET {VISIT}": Row(KIOSK, target="visit"),
    f"POST {VISIT}/continuation": Row(KIOSK, target="visit"),
    f"DELETE {VISIT}": Row(KIOSK, status=204, target="visit"),
    f"GET {VISIT}/matters/<string(maxlength=40):code>": Row(KIOSK, target="visit", fixed={"code": MATTER}),
    f"POST {VISIT}/printed-codes": Row(KIOSK, status=201, target="visit", body=lambda t, i: {"matter": MATTER}),
}


def desktop(town: Town, citizen: int) -> str:
    """The id of a desktop's sign-in that the citizen's phone approved."""
    one = town.citizens[citizen]
    with db.transaction(town.services.engine) as session:
        session.execute(delete(Attempt).where(Attempt.scope == "desktop-open"))
    asked = town.must("POST", "/api/v1/auth/desktop-requests", "public")
    body = {"reference": asked["reference"]}
    town.must("POST", "/api/v1/me/desktop-requests/openings", "citizen", citizen, json=body)
    said = Approval(town.services.settings.base_url, asked["reference"], asked["number"])
    signed = {"device_id": str(one.device_id), "statement": make_approval(one.key, said, iat=int(time.time()))}
    body |= {"number": asked["number"], **signed}
    town.must("POST", "/api/v1/me/desktop-requests/approvals", "citizen", citizen, json=body)
    town.must("POST", "/api/v1/auth/desktop-sessions", "public", json={"secret": asked["secret"]})
    return str(town.must("GET", "/api/v1/me/desktops", "citizen", citizen)["items"][0]["sign_in_id"])


def visit(town: Town, which: int) -> str:
    """The id of the first citizen's visit at a kiosk."""
    now, made, who = int(time.time()), uuid.uuid4(), town.citizens[0].person_id
    row = KioskVisit(
        visit_id=made, kiosk_id=PAIRS["kiosk"][which], person_id=who, how="code", began_at=now, ends_at=now + 180,
        last_at=now,
    )  # fmt: skip
    with db.transaction(town.services.engine) as session:
        session.execute(delete(Attempt).where(Attempt.scope == "printing"))
        session.add(row)
    return str(made)
