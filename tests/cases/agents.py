"""Somebody who acts for an applicant: at the window with a code of their own, or named by a phone."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update
from werkzeug.test import TestResponse

from backend import db
from backend.cases.agents import CaseAgent
from backend.notices.notice import Notice, Span
from backend.notices.read import notices, reader_of
from backend.registries.calendar import day_of
from backend.verification.models import VerdictRow
from certs.agent import Authorisation, make_authorisation
from certs.keys import SoftwareSigner
from tests.cases.desk import GAP
from tests.cases.online import TYPED, Applying
from tests.notices.test_case_notices import CALENDAR
from tests.verification.world import BASE_URL, CATALOGUE, City, Phone

PAPERS = ("application", GAP)
ID_VIEW = 9  # of a resident ID: everything


def id_code(city: City, phone: Phone, *, at: int | None = None, view: int = ID_VIEW) -> str:
    return city.pack(phone, [(phone.held["resident-id"].handle, view)], iat=city.now if at is None else at)


def bring(city: City, case_no: str, phone: Phone, *, at: int | None = None, view: int = ID_VIEW) -> TestResponse:
    """Scan this phone's ID as the agent's."""
    return city.post(f"/cases/{case_no}/scans", {"code": id_code(city, phone, at=at, view=view), "role": "agent"})


def person(city: City, phone: Phone) -> dict[str, str]:
    clean = phone.held["resident-id"].clean
    return {"name": str(clean["name"]), "citizen_number": str(clean["citizen_number"])}


def letter(city: City, case_no: str, named: dict[str, str]) -> TestResponse:
    revision = city.get(f"/cases/{case_no}").json["revision"]
    return city.put(f"/cases/{case_no}/applicant", {"revision": revision, **named})


def authorisation(
    city: City, owner: Phone, case_no: str, agent: dict[str, str], *, days: int = 30,
    signer: SoftwareSigner | None = None, iat: int | None = None, **told: Any,
) -> dict[str, Any]:  # fmt: skip
    """What the page would send; `told` differs from what the case says: a statement that was tampered with."""
    until = day_of(city.now) + timedelta(days=days)
    seen = city.get(f"/me/cases/{case_no}", owner.token).json
    said: dict[str, Any] = {
        "aud": BASE_URL, "case_no": case_no, "revision": seen["revision"], "name": agent["name"],
        "number": agent["citizen_number"], "until": until,
    }  # fmt: skip
    signed = Authorisation(**(said | told))
    signature = make_authorisation(signer or owner.signer, signed, iat=city.now if iat is None else iat)
    return {
        "revision": seen["revision"], **agent, "until": until.isoformat(), "device_id": str(owner.device_id),
        "signature": signature,
    }  # fmt: skip


def appoint(city: City, owner: Phone, case_no: str, agent: Phone, **more: Any) -> TestResponse:
    body = authorisation(city, owner, case_no, person(city, agent), **more)
    return city.put(f"/me/cases/{case_no}/agent", body, owner.token)


def told(city: City, phone: Phone, *, at: int | None = None) -> dict[str, Notice]:
    """Notices about agents, by kind."""
    with db.open_session(city.engine) as session:
        reader = reader_of(session, phone.actor, catalogue=CATALOGUE, calendar=CALENDAR, box=city.box)
        found = notices(session, reader, Span(city.now + 60 if at is None else at, 100))
    return {one.kind: one for one in found if one.kind.startswith(("agency_", "case_agent"))}


def alike(one: TestResponse, other: TestResponse) -> bool:
    """But for the request's own number."""
    return {**one.json, "request_id": ""} == {**other.json, "request_id": ""}


def long_ago(city: City, seconds: int) -> None:
    """As if whatever was shown to cases and taken back until now had been so much earlier."""
    with db.transaction(city.engine) as session:
        session.execute(update(VerdictRow).values(at=VerdictRow.at - seconds))
        session.execute(update(CaseAgent).values(ended_at=CaseAgent.ended_at - seconds))


def pack(city: City, phone: Phone, *, at: int | None = None) -> str:
    entries = [(held.handle, 9) for held in phone.held.values()]
    return city.pack(phone, entries, iat=city.now if at is None else at)


def papers(city: City, case_no: str, *codes: str) -> None:
    for code in codes or PAPERS:
        assert city.put(f"/cases/{case_no}/materials/{code}", {"state": "provided"}).status_code == 200


def fill(city: City, case_no: str) -> None:
    body = {"revision": city.get(f"/cases/{case_no}").json["revision"], "fields": TYPED}
    assert city.put(f"/cases/{case_no}/form", body).status_code == 200


def accept(city: City, case_no: str) -> Any:
    revision = city.get(f"/cases/{case_no}").json["revision"]
    return city.post(f"/cases/{case_no}/acceptance", {"revision": revision})


def answer(city: City, case_no: str, **answers: str) -> Any:
    revision = city.get(f"/cases/{case_no}").json["revision"]
    return city.put(f"/cases/{case_no}/answers", {"revision": revision, "answers": answers})


def online(city: City, owner: Phone) -> str:
    """A pension case that its applicant began on the phone and sent in, but for what may follow."""
    applying = Applying(city, owner)
    assert applying.fill(TYPED).status_code == 200
    assert applying.submit().status_code == 200
    return applying.no


def why(response: Any) -> tuple[int, str, str | None]:
    return response.status_code, response.json["code"], response.json.get("reason")
