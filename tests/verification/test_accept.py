"""An accepted code: what the window sees, what is written, what the holder and the receipt say."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select

from backend import db, direct
from backend.audit.check import check
from backend.trust.keys import platform_publics
from backend.verification.models import UsedCode, VerdictRow
from backend.verification.receipts import TYPE
from certs import jws
from tests.verification.world import HALL, City


def test_a_fresh_code_is_accepted_and_its_fields_come_with_labels(city: City) -> None:
    phone = city.phone(0)
    verdict = city.verify(city.code(phone))
    assert verdict["accepted"] is True, verdict
    shown = verdict["certificates"][0]
    assert shown["certificate_id"] == str(phone.held["resident-id"].certificate_id)
    fields = {field["name"]: field for field in shown["fields"]}
    assert set(fields) == {"name", "sex", "birth_date", "citizen_number"}
    assert fields["name"]["value"] == phone.held["resident-id"].clean["name"]
    assert fields["name"]["label"] == {"zh": "姓名", "en": "Name"}
    assert {check["result"] for check in verdict["checks"]} <= {"passed", "skipped"}
    assert {check["name"] for check in verdict["checks"]} >= {"replay", "status", "certificate_validity", "device"}


def test_an_accepted_code_leaves_one_use_one_verdict_and_a_sound_audit_chain(city: City) -> None:
    phone = city.phone(0)
    verdict = city.verify(city.code(phone))
    with db.open_session(city.engine) as session:
        assert session.scalar(select(func.count()).select_from(UsedCode)) == 1
        row = session.scalars(select(VerdictRow)).one()
        assert (str(row.verdict_id), row.person_id, row.outcome) == (verdict["id"], phone.person_id, "accepted")
        assert row.shown[0]["fields"] == ["name", "sex", "birth_date", "citizen_number"]
        assert check(session).breaks == ()


def test_the_receipt_verifies_with_the_platform_key_and_names_fields_but_no_value(city: City) -> None:
    phone = city.phone(0)
    verdict = city.verify(city.code(phone))
    with db.open_session(city.engine) as session:
        (public,) = platform_publics(session)
    receipt = jws.verify(verdict["receipt"], public, typ=TYPE)
    assert receipt["id"] == verdict["id"]
    assert receipt["outcome"] == "accepted"
    assert receipt["verifier"] == HALL
    assert receipt["shown"][0]["handle"] == phone.held["resident-id"].handle
    assert receipt["shown"][0]["fields"] == ["name", "sex", "birth_date", "citizen_number"]
    clean = phone.held["resident-id"].clean
    assert clean["name"] not in str(receipt)
    assert clean["citizen_number"] not in str(receipt)


def test_a_verdict_can_be_read_again_by_its_verifier_only_and_without_values(city: City) -> None:
    phone = city.phone(0)
    verdict = city.verify(city.code(phone))
    again = city.get(f"/verifications/{verdict['id']}")
    assert again.status_code == 200
    assert again.get_json()["accepted"] is True
    assert phone.held["resident-id"].clean["citizen_number"] not in again.get_data(as_text=True)
    assert city.get(f"/verifications/{verdict['id']}", city.gate_token).status_code == 404
    assert city.get(f"/receipts/{verdict['id']}", phone.token).get_json()["receipt"] == verdict["receipt"]
    assert city.get(f"/receipts/{verdict['id']}", city.phone(1).token).status_code == 404


def test_a_representative_shows_the_certificate_of_the_company(city: City) -> None:
    phone = city.phone(3)
    city.certify(phone, "business-licence")
    verdict = city.verify(city.code(phone, "business-licence", 1))
    assert verdict["accepted"] is True, verdict


@pytest.mark.parametrize("with_nonce", [False, True])
@pytest.mark.parametrize(("type_id", "view", "asks"), [("resident-id", 1, False), ("business-licence", 1, True)])
def test_who_represents_the_holder_is_asked_of_organisations_only_and_every_code_counts_once(
    city: City, type_id: str, view: int, asks: bool, with_nonce: bool
) -> None:
    phone, said = city.phone(3), list[str]()
    city.certify(phone, "business-licence")

    @contextmanager
    def note(sql: str, _kind: str) -> Iterator[None]:
        said.append(sql)
        yield

    undo = direct.watch(note)
    try:
        code = city.code(phone, type_id, view, cnonce=city.nonce(phone) if with_nonce else None)
        said.clear()
        assert city.verify(code)["accepted"] is True
        assert any("represented_by" in sql for sql in said) is asks
        assert city.verify(code)["reason"] == "replayed"
    finally:
        undo()
