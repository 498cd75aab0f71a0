"""A person asks for a proof and an officer answers, over HTTP."""

from typing import Any

from backend import db
from tests.verification.world import City, Phone

SELF = {"scope": "self"}
INCOME = {"monthly": 3200, "persons": 3}
STATEMENT = "经核对，申报的月收入属实。"


def ask(city: City, phone: Phone, kind: str, answers: dict[str, Any] | None = None, **headers: str) -> Any:
    return city.post("/me/proof-requests", {"kind": kind, "answers": answers or {}}, phone.token, **headers)


def asked(city: City, phone: Phone, kind: str, answers: dict[str, Any] | None = None) -> dict[str, Any]:
    response = ask(city, phone, kind, answers)
    assert response.status_code == 201, response.get_data(as_text=True)
    found: dict[str, Any] = response.get_json()
    return found


def officer(city: City, office: str) -> str:
    """A token of an officer of the office."""
    with city.app.app_context(), db.transaction(city.engine) as session:
        return city.sign_in(session, f"staff:{city.staff_id}", "officer", office)


def reply(city: City, token: str, request: dict[str, Any], **more: Any) -> Any:
    body = {"outcome": "issued", "statement": STATEMENT, "revision": request["revision"]} | more
    return city.post(f"/proof-requests/{request['request_id']}/answer", body, token)
