"""A guardian sees who looked at a young child's certificates, and what is kept about the child; nobody else does."""

import json
import secrets
import uuid
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from backend import db
from backend.audit.models import AuditEntry
from backend.guardians.kinship import grown_up_at
from backend.guardians.looks import SAW_READERS, look
from backend.guardians.models import Guardianship
from backend.guardians.refusals import NoSuchWard, WardDecides
from backend.people.models import Account
from backend.privacy.export import export
from backend.web.request import Actor
from certs.keys import SoftwareSigner, new_private_key
from tests.guardians.family import FATHER, Child, Family, birthday, said
from tests.guardians.test_notices import told
from tests.guardians.test_wards import shown
from tests.requests.bank import refused
from tests.statements import sent
from tests.verification.test_on_behalf import code_of, lend
from tests.verification.world import City, Phone

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SAW, TOOK = "guardian_saw_readers", "guardian_took_data"
STANDARD, EVERYTHING = 2, 9  # views of a household's page
UNKNOWN = (404, "ward_unknown")


def looked(city: City, phone: Phone, ward: dict[str, Any], query: str = "") -> Any:
    return city.get(f"/me/wards/{ward['guardianship_id']}/history{query}", phone.token)


def receipt(city: City, phone: Phone, ward: dict[str, Any], verdict_id: str) -> Any:
    return city.get(f"/me/wards/{ward['guardianship_id']}/receipts/{verdict_id}", phone.token)


def taken(city: City, phone: Phone, ward: dict[str, Any]) -> Any:
    return city.post(f"/me/wards/{ward['guardianship_id']}/data", None, phone.token)


def show(family: Family, phone: Phone, view: int = STANDARD, *, ago: int = 0) -> str:
    """A parent shows the child's page of the household at a window; the verdict's id."""
    (showing,) = shown(family.city, phone)
    code = code_of(family.city, showing, phone, view, iat=family.city.now - ago)
    return str(family.city.verify(code)["id"])


def at_a_gate(family: Family, phone: Phone) -> str:
    """The same at a gate, which may not see it."""
    (showing,) = shown(family.city, phone)
    code = code_of(family.city, showing, phone, EVERYTHING)
    verdict = family.city.verify(code, "age", family.city.gate_token)
    assert not verdict["accepted"]
    return str(verdict["id"])


def phone_of(family: Family, child: Child, ward: dict[str, Any] | None = None) -> Phone:
    """The child's own phone; the mother of this ward allowed it, where somebody has to."""
    city, person_id, account_id = family.city, family.person_of(child), uuid.uuid4()
    if ward is not None:
        permitted = city.post(f"/me/wards/{ward['guardianship_id']}/phone-permits", None, family.mother.token)
        assert permitted.status_code == 201
    account = {"account_id": account_id, "phone_key": secrets.token_bytes(32), "sealed_phone": b"x"}
    signer, actor = SoftwareSigner(new_private_key()), Actor(f"account:{account_id}", "citizen")
    with city.app.app_context(), db.transaction(city.engine) as session:
        session.execute(insert(Account).values(account | {"person_id": person_id, "created_at": city.now}))
        device = city._register(session, actor, signer)
        token = city.sign_in(session, actor.subject, "citizen", None)
    return Phone(-1, person_id, account_id, device.device_id, device.handle, signer, token)


def test_a_parent_sees_who_looked_page_by_page_and_the_other_parent_is_told(family: Family, city: City) -> None:
    mothers, fathers = family.confirmed(family.mother), family.confirmed(family.father)
    accepted, refused_one = [show(family, family.mother, ago=age) for age in (0, 1)], at_a_gate(family, family.father)
    assert city.verify(city.code(family.mother))["accepted"]  # her own, and nothing of the child's
    seen, cursor = list[Any](), ""
    while cursor is not None:
        page = looked(city, family.father, fathers, f"?limit=2{cursor and '&cursor=' + cursor}").get_json()
        seen, cursor = seen + page["items"], page["next_cursor"]
    assert len(seen) == 3
    by_id = {one["id"]: one for one in seen}
    assert by_id.keys() == {*accepted, refused_one}
    first, no = by_id[accepted[0]], by_id[refused_one]
    assert (first["verifier"]["hall"], first["outcome"], no["outcome"], no["shown"]) == (
        "一号大厅", "accepted", "rejected", [],
    )  # fmt: skip
    (line,) = first["shown"]
    assert "citizen_number" in [field["name"] for field in line["fields"]]
    assert (line["on_behalf"]["kind"], line["on_behalf"]["holder_name"]) == ("guardian", family.daughter.name)
    assert family.daughter.number not in json.dumps(seen)
    found = looked(city, family.mother, mothers, "?outcome=rejected").get_json()["items"]
    assert [one["id"] for one in found] == [refused_one]
    for phone in (family.mother, family.father):  # twice on one day is told once, and nobody is told of themselves
        assert [kind for kind, _ in told(family, phone)].count(SAW) == 1
    with db.open_session(city.engine, reading=True) as session:
        logged = session.scalars(select(AuditEntry).where(AuditEntry.action == "guardian.saw_readers")).all()
    assert {one.person_id for one in logged} == {family.person_of(family.daughter)}
    assert sorted(one.actor for one in logged) == sorted(
        [family.father.actor.subject] * 2 + [family.mother.actor.subject]
    )


@SQLITE
def test_a_guardian_gets_the_receipt_of_what_is_about_the_ward_and_of_nothing_else(family: Family, city: City) -> None:
    mothers, fathers = family.confirmed(family.mother), family.confirmed(family.father)
    of_hers = city.verify(city.code(family.mother))["id"]
    verdict_id = show(family, family.mother)
    answer = receipt(city, family.father, fathers, verdict_id).get_json()
    assert answer.keys() == {"receipt", "log"}
    assert answer["receipt"] == city.get(f"/receipts/{verdict_id}", family.mother.token).get_json()["receipt"]
    assert receipt(city, family.father, fathers, of_hers).status_code == 404
    assert refused(receipt(city, family.father, mothers, verdict_id)) == UNKNOWN  # hers is not his
    assert city.get(f"/receipts/{verdict_id}", family.father.token).status_code == 404


@SQLITE
def test_nobody_else_looks_and_who_is_a_guardian_no_more_is_refused_at_once(family: Family, city: City) -> None:
    mothers, fathers = family.confirmed(family.mother), family.confirmed(family.father)
    verdict_id, stranger = show(family, family.mother), city.phone(20, ())
    sibling = Child("大寒", "男", birthday(city.now, 16), 3)
    family.page(sibling, relation="子")
    brother = phone_of(family, sibling)

    def refusals(phone: Phone, ward: dict[str, Any]) -> set[tuple[int, str]]:
        asked = looked(city, phone, ward), receipt(city, phone, ward, verdict_id), taken(city, phone, ward)
        return {refused(answer) for answer in asked}

    for phone in (stranger, brother, family.father):  # his own is another one
        assert refusals(phone, mothers) == {UNKNOWN}
    at_window = Phone(**vars(family.mother) | {"token": city.window_token})
    assert refusals(at_window, mothers) == {(403, "forbidden")}
    family.recorded("freeze", family.daughter.said)
    assert refusals(family.mother, mothers) == {(409, "ward_in_dispute")}
    family.recorded("unfreeze", family.daughter.said)
    assert looked(city, family.mother, mothers).status_code == 200
    family.recorded("guardian_end", family.daughter.said, guardian=said(FATHER))
    assert refusals(family.father, fathers) == {UNKNOWN}
    assert city.delete(f"/me/wards/{mothers['guardianship_id']}", family.mother.token).status_code == 204
    assert refusals(family.mother, mothers) == {UNKNOWN}
    again = family.confirmed(family.mother)
    family.recorded("death", family.daughter.said, day=birthday(city.now, 0).isoformat())
    assert refusals(family.mother, again) == {UNKNOWN}
    with db.open_session(city.engine, reading=True) as session:
        entries = session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("guardian.saw%"))).all()
    assert len(entries) == 1  # what was refused was no look


@SQLITE
def test_a_record_that_proves_it_no_more_ends_the_looks_before_anybody_ended_the_row(
    family: Family, city: City
) -> None:
    ward = family.confirmed(family.mother)
    assert looked(city, family.mother, ward).status_code == 200
    city.end(family.mother.held["birth"], "cancelled")
    assert refused(looked(city, family.mother, ward)) == UNKNOWN
    with db.open_session(city.engine, reading=True) as session:
        assert session.scalars(select(Guardianship.ended_at)).all() == [None]


@SQLITE
def test_from_the_fourteenth_birthday_on_the_ward_alone_sees_it(family: Family, city: City) -> None:
    ward = family.confirmed(family.mother)
    fourteen = grown_up_at(family.daughter.born.replace(year=family.daughter.born.year - 4))
    with db.open_session(city.engine) as session:
        given: dict[str, Any] = {"actor": family.mother.actor, "box": city.box}
        which = uuid.UUID(ward["guardianship_id"])
        assert look(session, which, SAW_READERS, now=fourteen - 1, **given) == family.person_of(family.daughter)
        with pytest.raises(WardDecides):
            look(session, which, SAW_READERS, now=fourteen, **given)
        with pytest.raises(NoSuchWard):
            look(session, which, SAW_READERS, now=grown_up_at(family.daughter.born), **given)
    grown = city.phone(10)
    family.recorded("guardian", said(10), guardian=said(FATHER))
    (theirs,) = family.wards(family.father)
    for answer in (looked(city, family.father, theirs), taken(city, family.father, theirs)):
        assert refused(answer) == (403, "ward_decides")
    assert city.get("/history", grown.token).status_code == 200


@SQLITE
def test_what_the_child_showed_for_others_stays_the_child_s_and_the_child_is_told_of_looks(
    family: Family, city: City
) -> None:
    ward = family.confirmed(family.mother)
    child = phone_of(family, family.daughter, ward)
    lent = lend(city, family.father.held["resident-id"], child)
    assert city.verify(code_of(city, lent, child))["accepted"]
    assert len(city.get("/history", child.token).get_json()["items"]) == 1
    assert looked(city, family.mother, ward).get_json() == {"items": [], "next_cursor": None}
    assert taken(city, family.mother, ward).status_code == 200
    news = dict(told(family, child))
    assert {SAW, TOOK} <= news.keys()
    assert said(1)["name"] in news[SAW]
    assert city.delete(f"/me/wards/{ward['guardianship_id']}", family.mother.token).status_code == 204
    assert {SAW, TOOK} <= dict(told(family, child)).keys()  # later, too


@SQLITE
def test_looks_are_told_once_a_day_and_page_by_page(family: Family, city: City) -> None:
    ward = family.confirmed(family.mother)
    family.confirmed(family.father)
    for _ in range(4):
        looked(city, family.mother, ward)
    with db.transaction(city.engine) as session:
        places = select(AuditEntry.chain, AuditEntry.seq).where(AuditEntry.action == "guardian.saw_readers")
        for back, (chain, seq) in enumerate(session.execute(places.order_by(AuditEntry.seq)).all()[:3]):
            which = AuditEntry.chain == chain, AuditEntry.seq == seq
            session.execute(update(AuditEntry).where(*which).values(at=city.now - 86_400 * (back + 1)))
    seen, cursor = list[Any](), ""
    while cursor is not None:
        page = city.get(f"/notices?limit=1{cursor and '&cursor=' + cursor}", family.father.token).get_json()
        seen, cursor = seen + page["items"], page["next_cursor"]
    looks = [one["id"] for one in seen if one["kind"] == SAW]
    assert len(looks) == len(set(looks)) == 4
    assert len({one["id"] for one in seen}) == len(seen)


@SQLITE
def test_a_guardian_takes_what_is_kept_about_the_child(family: Family, city: City) -> None:
    ward = family.confirmed(family.mother)
    family.confirmed(family.father)
    show(family, family.mother)
    answer = taken(city, family.mother, ward)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Disposition"] == 'attachment; filename="liangma-ward-data.json"'
    with db.open_session(city.engine) as session:
        child = family.person_of(family.daughter)
        whole = export(session, child, box=city.box, now=answer.get_json()["made_at"])
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "guardian.took_data")).one()
    assert answer.get_json() == json.loads(json.dumps(whole))
    assert (entry.actor, entry.person_id) == (family.mother.actor.subject, child)
    assert [one["outcome"] for one in answer.get_json()["readers"]] == ["accepted"]
    assert family.daughter.number in answer.text
    assert {said(0)["citizen_number"], said(1)["citizen_number"]}.isdisjoint(answer.text.split('"'))
    assert [kind for kind, _ in told(family, family.father)].count(TOOK) == 1
    assert TOOK not in dict(told(family, family.mother))


@SQLITE
def test_a_look_costs_as_many_statements_whatever_there_is_to_see(family: Family, city: City) -> None:
    ward = family.confirmed(family.mother)
    show(family, family.mother)
    counts = []
    for more in (0, 6):
        for age in range(more):
            show(family, family.mother, ago=age + 1)
        looked(city, family.mother, ward)  # keys are remembered for a moment
        with sent(city.engine) as statements:
            assert len(looked(city, family.mother, ward).get_json()["items"]) == 1 + more
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 9  # and three of the log, which go to the driver
