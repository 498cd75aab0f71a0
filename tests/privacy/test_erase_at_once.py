"""Somebody is erased at the moment at which something is written down for them: either is first, nothing is by half."""

import uuid

import pytest
from sqlalchemy import select

from backend import db
from backend.cases.intake import strike_off
from backend.cases.mine import online
from backend.cases.models import Case
from backend.certificates import lifecycle
from backend.certificates.hold import hold
from backend.certificates.models import Certificate
from backend.demo import people
from backend.errors import Raced
from backend.people import devices, identity
from backend.people.models import Device, Person
from backend.privacy.refusals import EraseBlocked
from backend.registries import holders, records
from backend.registries.models import SourceRecord
from backend.requests import duty
from backend.requests.models import DutyCheck
from backend.security.models import Erasure
from backend.security.refusals import HolderErased
from certs.keys import SoftwareSigner, new_private_key
from tests.cases.agents import id_code
from tests.cases.online import PENSION, offer_matters
from tests.cases.world import open_case
from tests.meanwhile import ON_POSTGRESQL, Meanwhile, after, before
from tests.privacy.erasing import erasing, keep_by_law
from tests.registries.office import Office
from tests.requests.bank import good
from tests.requests.test_duty import Police
from tests.verification.world import City

pytestmark = ON_POSTGRESQL


@pytest.mark.parametrize(("first", "kept"), [("erasure", False), ("erasure", True), ("import", False)])
def test_no_record_that_comes_in_meanwhile_stays_under_whoever_was_erased(
    office: Office, monkeypatch: pytest.MonkeyPatch, first: str, kept: bool
) -> None:
    gone = office.issue("resident-id", 0).person_id
    if kept:  # the law keeps something of theirs, and with it the key that their record would be sealed with
        keep_by_law(monkeypatch, office.now)
    other = erasing(office.engine, office.box, gone, office.now)
    if first == "erasure":  # the number was looked up, and before anything is written its holder is erased
        monkeypatch.setattr(holders.persons, "ensure_persons", after(holders.persons.ensure_persons, other))
    else:
        monkeypatch.setattr(records, "_existing", before(records._existing, other))
    assert office.load_records("resident-id", [0]).refused == 0
    assert other.end() is None
    assert office.count(Erasure) == 1
    assert office.count(SourceRecord, SourceRecord.person_id == gone) == 0
    (stays,) = office.all(Person, Person.person_id != gone) if first == "erasure" else [None]
    if stays is not None:  # the record is of somebody new, who has a wallet and a key of their own
        assert office.issue_pending("resident-id").issued == 1
        assert office.count(Certificate, Certificate.person_id == stays.person_id, Certificate.state == "valid") == 1


def test_a_certificate_that_is_changed_meanwhile_is_changed_first_and_then_ends(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = office.issue("resident-id", 0)
    other = erasing(office.engine, office.box, card.person_id, office.now)
    monkeypatch.setattr(lifecycle, "put_fields", before(lifecycle.put_fields, other))
    with db.transaction(office.engine) as session:
        own = lifecycle.own_certificate(session, card.certificate_id, issuer_code="GA")
        lifecycle.change(session, own, {"address": "虚构市甲区新路9号"}, reason="迁址", **office.given())
    assert other.end() is None
    assert sorted(one.state for one in office.all(Certificate)) == ["cancelled", "superseded"]
    assert office.count(SourceRecord) == 0


def test_a_title_of_two_changes_before_one_of_them_is_erased(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    couple = [people.person(n) for n in (1, 2)]
    owners = [{"name": one.name, "code_type": "111", "code": one.citizen_number} for one in couple]
    mine = office.issue("real-estate-title", owners=owners)
    (theirs,) = office.all(Certificate, Certificate.certificate_id != mine.certificate_id)
    other = erasing(office.engine, office.box, theirs.person_id, office.now)
    monkeypatch.setattr(lifecycle, "put_fields", after(lifecycle.put_fields, other))
    with db.transaction(office.engine) as session:
        (own,) = hold(session, Certificate.certificate_id == mine.certificate_id)  # a case's result has no other
        lifecycle.change(session, own, {"location": "虚构市甲区新路9号"}, reason="更正", **office.given())
    assert other.end() is None
    left = {one.person_id: one.state for one in office.all(Certificate, Certificate.version == 2)}
    assert left == {mine.person_id: "valid", theirs.person_id: "cancelled"}


def test_nothing_is_issued_by_hand_to_whoever_is_erased_meanwhile(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = office.issue("resident-id", 0).person_id
    other = erasing(office.engine, office.box, gone, office.now)
    monkeypatch.setattr(holders.persons, "ensure_persons", after(holders.persons.ensure_persons, other))
    with pytest.raises(Raced):
        office.issue("driving-licence", 0)
    assert other.end() is None
    assert (office.count(Person), office.count(Certificate, Certificate.state == "valid")) == (1, 0)


@pytest.mark.parametrize("step", ["_refuse_too_many", "add_case"])
def test_no_case_is_opened_for_whoever_is_erased_meanwhile(
    city: City, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    phone = city.phone(0)
    other = erasing(city.engine, city.box, phone.person_id, city.now)
    monkeypatch.setattr(online, step, before(getattr(online, step), other))
    offer_matters(city)
    begun = city.post("/me/cases", {"matter": PENSION, "answers": {"channel": "self"}}, phone.token)
    erased = other.end()
    with db.open_session(city.engine, reading=True) as session:
        cases = session.scalars(select(Case).where(Case.person_id == phone.person_id)).all()
    if erased is None:
        assert (begun.status_code, begun.get_json()["code"], cases) == (410, HolderErased.code, [])
    else:
        assert (begun.status_code, type(erased), len(cases)) == (201, EraseBlocked, 1)


def test_no_phone_is_registered_for_whoever_is_erased_meanwhile(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = city.phone(0)
    other = erasing(city.engine, city.box, phone.person_id, city.now)
    monkeypatch.setattr(devices, "_refuse_too_many", before(devices._refuse_too_many, other))
    with pytest.raises(HolderErased), db.transaction(city.engine) as session:
        city._register(session, phone.actor, SoftwareSigner(new_private_key()))
    assert other.end() is None
    with db.open_session(city.engine, reading=True) as session:
        assert [one.removed_at is None for one in session.scalars(select(Device))] == [False]


def test_a_case_at_a_window_that_names_its_applicant_meanwhile_is_first(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, case_no = city.phone(0), open_case(city, PENSION, channel="self")
    other = erasing(city.engine, city.box, phone.person_id, city.now)
    monkeypatch.setattr(strike_off, "write_outcomes", before(strike_off.write_outcomes, other))
    scanned = city.post(f"/cases/{case_no}/scans", {"code": id_code(city, phone)})
    assert (scanned.status_code, type(other.end())) == (200, EraseBlocked)
    with db.open_session(city.engine, reading=True) as session:
        assert session.get_one(Case, case_no).person_id == phone.person_id


def test_a_phone_that_is_registered_while_its_account_is_parted_goes_with_the_rest(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = city.phone(0)

    def parted() -> None:
        with db.transaction(city.engine) as session:
            identity.release(session, uuid.UUID(phone.actor.subject_id), now=city.now, actor="staff:one")

    other = Meanwhile(city.engine, parted)
    monkeypatch.setattr(devices, "_new_device", before(devices._new_device, other))
    with db.transaction(city.engine) as session:
        city._register(session, phone.actor, SoftwareSigner(new_private_key()))
    assert other.end() is None
    with db.open_session(city.engine, reading=True) as session:
        assert [one.removed_at is None for one in session.scalars(select(Device))] == [False, False]


@pytest.mark.parametrize("first", ["look", "erasure"])
def test_a_look_under_a_legal_duty_is_what_the_law_keeps_of_whoever_is_erased_meanwhile_or_finds_nobody(
    city: City, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    phone, police = city.phone(0), Police(city)
    check_id = police.asked(people.person(0).citizen_number)
    good(police.act(check_id, "approval", police.two))
    other = erasing(city.engine, city.box, phone.person_id, city.now)
    if first == "look":
        monkeypatch.setattr(duty, "_shown", before(duty._shown, other))
    else:
        monkeypatch.setattr(duty, "find_person", after(duty.find_person, other))
    seen = good(police.act(check_id, "reading", police.one))
    assert other.end() is None
    with db.open_session(city.engine, reading=True) as session:
        check, erasure = session.get_one(DutyCheck, uuid.UUID(check_id)), session.get_one(Erasure, phone.person_id)
        kept = [one["kind"] for one in erasure.kept]
    if first == "look":
        assert (seen["found"], check.person_id, kept) == (True, phone.person_id, ["duty_check"])
    else:
        assert (seen["found"], check.person_id, check.verdict_id, kept) == (False, None, None, [])
