"""Officers at work, and a permit on a promise: what the tests of decisions and commitments share."""

import uuid
from dataclasses import replace
from typing import Any

from backend import db
from backend.matters.builtin import load_builtin
from backend.matters.import_matters import import_matters
from certs.commitment import Promise, make_commitment, text_digest
from tests.cases.desk import Desk
from tests.cases.typed import fill_form
from tests.cases.world import scan
from tests.verification.world import BASE_URL, CATALOGUE, City, Phone

FOOD = "sc-food-business-permit"
PROMISED = ["layout", "food-safety"]


class Officer:
    """An officer of one office, signed in, who speaks HTTP."""

    def __init__(self, city: City, office: str) -> None:
        self.city, self.staff_id = city, uuid.uuid4()
        with city.app.app_context(), db.transaction(city.engine) as session:
            self.token = city.sign_in(session, f"staff:{self.staff_id}", "officer", office)

    def get(self, path: str) -> Any:
        return self.city.get(path, self.token)

    def take(self, case_no: str, revision: int) -> Any:
        return self.city.post(f"/office-cases/{case_no}/taking", {"revision": revision}, self.token)

    def decide(self, case_no: str, revision: int, outcome: str = "approved", **more: Any) -> Any:
        headers = more.pop("headers", {})
        body = {"revision": revision, "outcome": outcome} | more
        return self.city.post(f"/office-cases/{case_no}/decision", body, self.token, **headers)

    def check(self, case_no: str, outcome: str, **more: Any) -> Any:
        headers = more.pop("headers", {})
        return self.city.post(f"/commitment-checks/{case_no}", {"outcome": outcome} | more, self.token, **headers)


def taken(city: City, desk: Desk, office: str = "RS") -> Officer:
    """An officer who took the desk's accepted case."""
    officer = Officer(city, office)
    assert officer.take(desk.case_no, desk.case.revision).status_code == 200
    return officer


def offer_without_rules(city: City) -> None:
    """The permit on a promise, as a matter that no rule decides."""
    matters = [replace(one, decide=None) if one.code == FOOD else one for one in load_builtin()]
    with db.transaction(city.engine) as session:
        import_matters(session, matters, catalogue=CATALOGUE, now=city.now, actor="cli:test")


def permit_case(city: City, phone: Phone | None = None) -> tuple[str, Phone]:
    """A permit case at the window that lacks nothing but what may be promised."""
    shown_at = city.now + (phone is not None)  # the same second would make the same code
    if phone is None:
        phone = city.phone(3)
        city.certify(phone, "business-licence")
        offer_without_rules(city)
    opened = city.post("/cases", {"matter": FOOD, "answers": {"business": "sale"}})
    assert opened.status_code == 201, opened.text
    case_no = str(opened.json["case_no"])
    entries = [(held.handle, 9) for name, held in phone.held.items() if name in ("resident-id", "business-licence")]
    assert scan(city, case_no, city.pack(phone, entries, iat=shown_at))["verdict"]["accepted"]
    fill_form(city, case_no)
    assert city.put(f"/cases/{case_no}/materials/application", {"state": "provided"}).status_code == 200
    return case_no, phone


def sign(city: City, case_no: str, phone: Phone, /, **changed: Any) -> Any:
    """Read the commitment and sign it; `changed` replaces what is sent or signed."""
    shown = city.get(f"/me/cases/{case_no}/commitment", phone.token).json
    revision = changed.pop("revision", shown["revision"])
    headers, signer = changed.pop("headers", {}), changed.pop("signer", phone.signer)
    said = {"aud": BASE_URL, "case_no": case_no, "revision": revision, "text": text_digest(shown["read"])}
    promise = Promise(**(said | {name: changed.pop(name) for name in tuple(changed) if name in said}))
    statement = make_commitment(signer, promise, iat=changed.pop("iat", city.now))
    body = {"revision": revision, "device_id": str(phone.device_id), "statement": statement} | changed
    return city.post(f"/me/cases/{case_no}/commitment", body, phone.token, **headers)
