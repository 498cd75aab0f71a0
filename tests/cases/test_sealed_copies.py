"""Sealed copies that a window makes: only of what was shown to its case a moment ago, on record, and told."""

import time
from typing import Any

import pytest
from sqlalchemy import select, update

from backend import db
from backend.audit.models import AuditEntry
from backend.cases.models import CaseCertificate
from backend.demo.seals import give_seal
from tests.cases.world import open_case, scan
from tests.papers.desk import PURPOSE, RECIPIENT, day
from tests.papers.outside import signatures, text_of
from tests.verification.world import City


@pytest.fixture
def city(city: City) -> City:
    """The police has a seal."""
    with db.transaction(city.engine) as session:
        give_seal(session, "GA", box=city.box, now=int(time.time()))
    return city


def wish(certificate_id: object, **changes: Any) -> dict[str, Any]:
    given = {"certificate_id": str(certificate_id), "purpose": PURPOSE, "recipient": RECIPIENT, "until": day()}
    return given | changes


def refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["code"]


def test_a_window_copies_what_was_shown_and_no_field_more(city: City) -> None:
    phone = city.phone(0, ("resident-id",))
    case_no = open_case(city, "gj-withdrawal-rent", married="no")
    held, path = phone.held["resident-id"], f"/cases/{case_no}/sealed-copies"
    assert refusal(city.post(path, wish(held.certificate_id))) == (409, "not_shown_in_case")
    scan(city, case_no, city.code(phone))
    made = city.post(path, wish(held.certificate_id)).get_json()
    assert (made["made_by"], made["case_no"]) == ("window", case_no)
    assert "citizen_number" in made["fields"]
    assert "address" not in made["fields"]
    assert refusal(city.post(path, wish(held.certificate_id, fields=["address"]))) == (422, "sealed_copy_fields")
    assert refusal(city.post(path, wish(made["copy_id"]))) == (422, "copy_of_copy")
    pdf = city.post(f"{path}/{made['copy_id']}/prints", {}).get_data()
    assert "Signature is Valid." in signatures(pdf)
    assert held.clean["name"] in text_of(pdf)
    assert held.clean["address"][:6] not in text_of(pdf)
    assert [one["copy_id"] for one in city.get(path).get_json()["items"]] == [made["copy_id"]]
    with db.open_session(city.engine, reading=True) as session:
        about = AuditEntry.subject == f"sealed-copy:{made['copy_id']}"
        rows = session.execute(select(AuditEntry.action, AuditEntry.person_id, AuditEntry.detail).where(about)).all()
    assert {row.action for row in rows} == {"sealed_copy.made", "sealed_copy.printed"}
    assert all(case_no in row.detail and row.person_id is not None for row in rows)


def test_what_was_shown_long_ago_is_copied_no_more(city: City) -> None:
    phone = city.phone(0, ("resident-id",))
    case_no = open_case(city, "gj-withdrawal-rent", married="no")
    scan(city, case_no, city.code(phone))
    with db.transaction(city.engine) as session:
        session.execute(update(CaseCertificate).values(shown_at=CaseCertificate.shown_at - 1801))
    answer = city.post(f"/cases/{case_no}/sealed-copies", wish(phone.held["resident-id"].certificate_id))
    assert refusal(answer) == (409, "not_shown_in_case")
