"""The rows of cases: at the window, on the phone and in the offices that decide."""

from datetime import UTC, datetime
from typing import Any

from tests.api.row import Row
from tests.api.town import MATTER, Town


def _seen_first(_town: Town, _id: str) -> Any:
    return {"revision": 1}  # of a case that was just opened: it lacks materials


def _submission(town: Town, _id: str) -> Any:
    device = str(town.citizens[0].device_id)
    return {"revision": 2, "certificates": [], "device_id": device, "signature": "a.b.c"}


def _named(town: Town, _id: str) -> Any:
    return {"name": town.citizens[0].name, "citizen_number": town.citizens[0].number}


def _appointment(town: Town, target: str) -> Any:
    until = datetime.now(UTC).date().isoformat()
    device = str(town.citizens[0].device_id)
    return _named(town, target) | {"revision": 2, "device_id": device, "signature": "a.b.c", "until": until}


def _unsigned(town: Town, _id: str) -> Any:
    return {"revision": 2, "device_id": str(town.citizens[0].device_id), "statement": "not.a.signature"}


def _code(town: Town, _id: str) -> Any:
    return {"code": town.code(0)}


CASE_ROWS: dict[str, Row] = {
    "POST /api/v1/cases": Row(("window",), status=201, body=lambda t, i: {"matter": MATTER, "answers": {}}),
    "GET /api/v1/cases": Row(("window",)),
    "GET /api/v1/cases/<string:case_no>": Row(("window",), target="case"),
    "POST /api/v1/cases/<string:case_no>/scans": Row(("window",), target="case", body=_code),
    "PUT /api/v1/cases/<string:case_no>/materials/<string:material_code>": Row(
        ("window",), target="case", body=lambda t, i: {"state": "provided"}, fixed={"material_code": "id-card"}
    ),
    "PUT /api/v1/cases/<string:case_no>/form": Row(
        ("window",), target="case", body=lambda t, i: _seen_first(t, i) | {"fields": {}}
    ),
    "POST /api/v1/cases/<string:case_no>/acceptance": Row(("window",), status=409, target="case", body=_seen_first),
    "POST /api/v1/cases/<string:case_no>/deferral": Row(("window",), status=409, target="case", body=_seen_first),
    "PUT /api/v1/cases/<string:case_no>/applicant": Row(  # nobody acts for anybody in it
        ("window",), status=409, target="case", body=lambda t, i: _seen_first(t, i) | _named(t, i)
    ),
    "DELETE /api/v1/cases/<string:case_no>/agent": Row(("window",), status=409, target="case"),
    "PUT /api/v1/cases/<string:case_no>/answers": Row(
        ("window",), target="case", body=lambda t, i: _seen_first(t, i) | {"answers": {"channel": "agent"}}
    ),
    "GET /api/v1/cases/<string:case_no>/missing-notice": Row(("window",), target="case"),
    "GET /api/v1/me/applicants": Row(("citizen",)),
    "GET /api/v1/me/cases": Row(("citizen",)),
    "POST /api/v1/me/cases": Row(("citizen",), status=201, body=lambda t, i: {"matter": MATTER, "answers": {}}),
    "GET /api/v1/me/cases/<string:case_no>": Row(("citizen",), target="my_case"),
    "PUT /api/v1/me/cases/<string:case_no>/form": Row(  # begun at a window: not filled in online
        ("citizen",), status=409, target="my_case", body=lambda t, i: {"revision": 2, "fields": {}}
    ),
    "POST /api/v1/me/cases/<string:case_no>/submission": Row(
        ("citizen",), status=409, target="my_case", body=_submission
    ),
    "POST /api/v1/me/cases/<string:case_no>/withdrawal": Row(
        ("citizen",), target="my_case", body=lambda t, i: {"revision": 2}
    ),
    "PUT /api/v1/me/cases/<string:case_no>/agent": Row(("citizen",), status=422, target="my_case", body=_appointment),
    "DELETE /api/v1/me/cases/<string:case_no>/agent": Row(("citizen",), status=409, target="my_case"),
    "GET /api/v1/me/agencies": Row(("citizen",)),
    "GET /api/v1/office-cases": Row(("officer",)),
    "GET /api/v1/office-cases/<string:case_no>": Row(("officer",), target="office_case"),
    "POST /api/v1/office-cases/<string:case_no>/taking": Row(("officer",), target="office_case", body=_seen_first),
    "POST /api/v1/office-cases/<string:case_no>/decision": Row(
        ("officer",), 409, "office_case", body=lambda t, i: {"revision": 1, "outcome": "approved"}
    ),
    "POST /api/v1/office-cases/<string:case_no>/consent-requests": Row(
        ("officer",), 409, "office_case", body=lambda t, i: {"revision": 1, "types": ["resident-id"], "reason": "核对"}
    ),
    "POST /api/v1/me/cases/<string:case_no>/consent-request/answer": Row(
        ("citizen",), 409, "my_case", body=lambda t, i: {"revision": 2, "answer": "no"}
    ),
    "GET /api/v1/me/cases/<string:case_no>/commitment": Row(("citizen",), target="promising_case"),
    "POST /api/v1/me/cases/<string:case_no>/commitment": Row(("citizen",), 422, "promising_case", body=_unsigned),
    "GET /api/v1/commitment-checks": Row(("officer",)),
    "POST /api/v1/commitment-checks/<string:case_no>": Row(
        ("officer",), target="checked_case", body=lambda t, i: {"outcome": "passed"}
    ),
}
