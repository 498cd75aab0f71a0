"""The rules of issuing one certificate, in order."""

import hashlib
from typing import Any

import pytest
from sqlalchemy import select, update

from backend import db
from backend.audit.models import AuditEntry
from backend.certificates import draft as drafting
from backend.certificates.draft import make_draft, serial_of
from backend.certificates.issue import issue_all, prepare_issuance
from backend.certificates.lint import lint
from backend.certificates.models import Certificate, SigningRecord
from backend.certificates.refusals import AlreadyIssued, LintFailed
from backend.certificates.rows import certificate_context, record_signing, sign_and_store
from backend.demo import people, records
from backend.registries.models import SourceRecord
from backend.registries.refusals import NameDiffers, RecordRefused, TypeNotAllowed
from backend.trust import keys, status
from backend.trust.models import Issuer, StatusShard
from certs import sdjwt
from certs.catalogue.numbers import certificate_identifier
from tests.registries.office import BASE_URL, Office
from tests.sealed import fields_of
from tests.sealed import opened as opened_of


def token_of(office: Office, certificate: Certificate) -> str:
    opened: str = opened_of(
        office.engine, office.box, certificate.sealed_sd_jwt, certificate_context(certificate.certificate_id)
    )
    return opened


def accepted(office: Office, certificate: Certificate) -> sdjwt.SdAccepted:
    with db.transaction(office.engine) as session:
        public = keys.signer_for(session, certificate.issuer_code, box=office.box, now=office.now).public
    found = sdjwt.verify(token_of(office, certificate), key_for=lambda header, payload: public, now=office.now)
    assert isinstance(found, sdjwt.SdAccepted)
    return found


def test_1_only_a_type_that_both_sides_name_is_issued(office: Office) -> None:
    given = office.given()
    with pytest.raises(TypeNotAllowed), db.transaction(office.engine) as session:
        issue_all(session, records.record("resident-id", 0), type="resident-id", issuer_code="SC", **given)
    with db.transaction(office.engine) as session:
        session.execute(update(Issuer).where(Issuer.code == "GA").values(types=[5]))
    with pytest.raises(TypeNotAllowed), db.transaction(office.engine) as session:
        issue_all(session, records.record("resident-id", 0), type="resident-id", issuer_code="GA", **given)


def test_2_a_record_that_does_not_hold_is_refused_with_every_problem_and_writes_nothing(office: Office) -> None:
    with pytest.raises(RecordRefused) as refused:
        office.issue("resident-id", 0, name="", sex="火星")
    assert {one["path"] for one in refused.value.extra["errors"]} == {"/fields/name", "/fields/sex"}
    assert office.count(Certificate) == office.count(SourceRecord) == office.count(SigningRecord) == 0


def test_2_a_name_other_than_the_registered_one_is_refused(office: Office) -> None:
    office.issue("resident-id", 0)
    with pytest.raises(NameDiffers):
        office.issue("general-proof", 0, name="欧阳不同")


def test_3_what_still_stands_is_not_issued_twice(office: Office) -> None:
    office.issue("resident-id", 0)
    with pytest.raises(AlreadyIssued):
        office.issue("resident-id", 0)
    assert office.count(Certificate) == 1


def test_4_every_certificate_has_a_place_of_its_own(office: Office) -> None:
    places = {(one.list_no, one.idx) for one in (office.issue("resident-id", n) for n in range(8))}
    assert len(places) == 8
    assert office.all(StatusShard)[0].used == 8


@pytest.mark.parametrize("broken", ["place", "valid_to", "version"])
def test_5_lint_reads_the_bytes_back_and_refuses_what_was_not_meant(office: Office, broken: str) -> None:
    draft, issuance = a_draft(office)
    lint(draft, issuance)
    wrong: dict[str, Any] = {"place": (9, 9), "valid_to": "2031-01-01", "version": 7}
    object.__setattr__(draft, broken, wrong[broken])
    with pytest.raises(LintFailed, match="rule 1"):
        lint(draft, issuance)


def test_5_lint_refuses_json_that_is_not_the_one_inside_the_bytes(office: Office) -> None:
    draft, issuance = a_draft(office)
    object.__setattr__(draft.prepared, "body", draft.prepared.body + b" ")
    with pytest.raises(LintFailed, match="rule 0"):
        lint(draft, issuance)


def test_5_lint_refuses_a_field_in_the_clear(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(drafting, "disclosable_of", lambda type: frozenset({"name"}))
        draft, issuance = a_draft(office)
    with pytest.raises(LintFailed, match="rule 2"):
        lint(draft, issuance)


def test_5_lint_refuses_disclosures_that_do_not_match(office: Office) -> None:
    draft, issuance = a_draft(office)
    object.__setattr__(draft.prepared, "disclosures", draft.prepared.disclosures[1:])
    with pytest.raises(LintFailed, match="rule 3"):
        lint(draft, issuance)


def a_draft(office: Office) -> Any:
    type = office.type("resident-id")
    with db.transaction(office.engine) as session:
        issuance = prepare_issuance(session, type, "GA", box=office.box, base_url=BASE_URL, now=office.now)
        place = status.allocate(session, 1, box=office.box, now=office.now)[0]
    clean = type.check(records.record("resident-id", 0), today=issuance.today)[0]
    return make_draft(db.new_id(), db.new_id(), clean, issuance=issuance, place=place), issuance


def test_6_the_signing_record_is_the_digest_of_what_was_signed(office: Office) -> None:
    certificate = office.issue("resident-id", 0)
    signing_input = token_of(office, certificate).split("~")[0].rpartition(".")[0]
    written = office.all(SigningRecord)[0]
    assert written.digest == hashlib.sha256(signing_input.encode()).digest()
    assert written.certificate_id == certificate.certificate_id
    header = token_of(office, certificate).split(".")[0]
    assert header


def test_7_other_bytes_than_the_recorded_ones_are_not_signed(office: Office) -> None:
    draft, issuance = a_draft(office)
    with db.open_session(office.engine) as session:
        digests = record_signing(session, [(draft, issuance)])
        object.__setattr__(draft.prepared, "signing_input", draft.prepared.signing_input + b"x")
        with pytest.raises(LintFailed):
            sign_and_store(session, [(draft, issuance)], digests, box=office.box)
    assert office.count(SigningRecord) == 0


def test_8_the_certificate_says_what_the_record_says_and_keeps_all_of_it_back(office: Office) -> None:
    certificate = office.issue("resident-id", 0)
    fields, found = fields_of(office.engine, office.box, certificate), accepted(office, certificate)
    person = people.person(0)
    assert found.claims["citizen_number"] == fields["citizen_number"] == person.citizen_number
    assert found.claims["over_18"] is True
    assert found.claims["status"]["status_list"]["idx"] == certificate.idx
    assert found.claims["iss"] == f"{BASE_URL}/issuers/GA"
    bare = token_of(office, certificate).split("~")[0]
    public = accepted_key(office)
    alone = sdjwt.verify(f"{bare}~", key_for=lambda header, payload: public, now=office.now)
    assert isinstance(alone, sdjwt.SdAccepted)
    assert not alone.claims.keys() & set(office.type("resident-id").fields)


def accepted_key(office: Office) -> Any:
    with db.transaction(office.engine) as session:
        return keys.signer_for(session, "GA", box=office.box, now=office.now).public


def test_8_the_identifier_is_right_and_names_no_number(office: Office) -> None:
    certificate = office.issue("resident-id", 0)
    identifier = opened_of(
        office.engine, office.box, certificate.sealed_identifier, certificate_context(certificate.certificate_id)
    )
    assert certificate_identifier(identifier) == identifier
    assert serial_of(certificate.record_id) in identifier
    assert people.person(0).citizen_number not in identifier


def test_8_the_period_stands_in_the_fields_even_when_the_type_makes_it(office: Office) -> None:
    certificate = office.issue("general-proof", 0)
    fields = fields_of(office.engine, office.box, certificate)
    assert (fields["valid_from"], fields["valid_to"]) == (certificate.valid_from, certificate.valid_to)


def test_8_issue_is_logged_for_the_holder_without_values(office: Office) -> None:
    certificate = office.issue("resident-id", 0)
    entries = office.all(AuditEntry, AuditEntry.subject == f"certificate:{certificate.certificate_id}")
    assert [(one.action, one.person_id) for one in entries] == [("certificate.issued", certificate.person_id)]
    assert people.person(0).name not in entries[0].detail


def test_each_owner_of_a_house_gets_a_certificate(office: Office) -> None:
    couple = people.person(0), people.person(1)
    owners = [{"name": one.name, "code_type": "111", "code": one.citizen_number} for one in couple]
    fields = records.record("real-estate-title", 0) | {"owners": owners}
    with db.transaction(office.engine) as session:
        issued = issue_all(session, fields, type="real-estate-title", issuer_code="ZR", **office.given())
    assert len({one.person_id for one in issued}) == 2
    assert len({one.handle for one in issued}) == 2


@pytest.mark.parametrize("type_id", ["business-licence", "marriage", "driving-licence", "birth", "senior-card"])
def test_other_types_are_issued_by_the_same_rules(office: Office, type_id: str) -> None:
    certificate = office.issue(type_id, 0)
    assert accepted(office, certificate).claims["vct"] == office.type(type_id).vct


def test_an_issued_record_waits_no_more(office: Office) -> None:
    office.issue("resident-id", 0)
    assert office.issue_pending("resident-id").issued == 0
    with db.open_session(office.engine, reading=True) as session:
        row = session.scalars(select(SourceRecord)).one()
        assert row.issued_digest == row.digest
