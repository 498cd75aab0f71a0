"""Rows of the policy table about seals and printed codes."""

from typing import Any

from tests.api.row import PUBLIC, Given, Row
from tests.api.town import MATTER, NO_ID, Town

READERS, DECIDERS = ("operator", "security", "auditor"), ("operator", "security")
ONE, NONE = "/api/v1/seals/<uuid:seal_id>", {"seal_id": NO_ID}
PROPOSAL: Given = lambda *_: {"issuer_code": "GA", "in_charge": "陈卫国"}  # noqa: E731
VERSION: Given = lambda *_: {"version": 1}  # noqa: E731
REASON: Given = lambda *_: {"reason": "机构撤并"}  # noqa: E731


def _card(town: Town, _id: str, which: int = 0) -> dict[str, Any]:
    """Whoever stands at the window with an ID card."""
    person = town.citizens[which]
    card = {"name": person.name, "citizen_number": person.number, "reason": "未带手机"}
    return {"matter": MATTER, "card": card}


def printed_code(town: Town, role: str, which: int) -> str:
    """One that is the visitor's: printed by their window, or for them."""
    window, citizen = (which, 0) if role == "window" else (0, which)
    return str(
        town.must("POST", "/api/v1/printed-codes", "window", window, json=_card(town, "", citizen))["printed_code_id"]
    )


SEAL_ROWS: dict[str, Row] = {
    "GET /api/v1/seals": Row(READERS),
    "POST /api/v1/seals": Row(DECIDERS, status=201, body=PROPOSAL),
    f"GET {ONE}/picture": Row(READERS, status=404, fixed=NONE),
    f"POST {ONE}/approval": Row(DECIDERS, status=404, fixed=NONE, body=VERSION),
    f"POST {ONE}/withdrawal": Row(DECIDERS, status=404, fixed=NONE, body=REASON),
    f"POST {ONE}/stop": Row(DECIDERS, status=404, fixed=NONE, body=REASON),
    f"DELETE {ONE}/stop": Row(DECIDERS, status=404, fixed=NONE),
    f"POST {ONE}/stop/approval": Row(DECIDERS, status=404, fixed=NONE, body=VERSION),
    "GET /api/v1/seals/chain.pem": Row(PUBLIC),
    "POST /api/v1/printed-codes": Row(("window",), status=201, body=_card),
    "GET /api/v1/printed-codes": Row(("window",)),
    "POST /api/v1/printed-codes/<uuid:printed_code_id>/revocation": Row(("window",), status=204, target="printed_code"),
    "GET /api/v1/me/printed-codes": Row(("citizen",)),
    "POST /api/v1/me/printed-codes/<uuid:printed_code_id>/revocation": Row(
        ("citizen",), status=204, target="printed_code"
    ),
}
