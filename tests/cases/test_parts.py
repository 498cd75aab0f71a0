"""One thing: a case that several offices do becomes theirs at its acceptance, and each does its own part."""

from dataclasses import replace
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from backend import db, migrate
from backend.cases.form import form_of
from backend.cases.models import Case, CaseMaterial, CaseStep
from backend.cases.open import new_case
from backend.certificates.models import Certificate
from backend.matters.builtin import load_builtin
from backend.matters.import_matters import import_matters
from backend.notices.notice import Span
from backend.notices.read import notices, reader_of
from backend.ratings.contact import unrated
from backend.statistics.sources import SOURCES, counted
from tests.cases.desk import Desk
from tests.cases.joint import BIRTH, accepted_birth, birth, certificates, offices, part_of
from tests.cases.office import Officer, sign
from tests.cases.world import states
from tests.notices.test_case_notices import CALENDAR
from tests.verification.world import CATALOGUE, City, Phone, day

HOUSE, RESTAURANT = "zr-second-hand-house-transfer", "sc-restaurant-opening"


def mine(city: City, desk: Desk, phone: Phone) -> dict[str, Any]:
    answer: dict[str, Any] = city.get(f"/me/cases/{desk.case_no}", phone.token).json
    return answer


def decide(city: City, office: str, case: Case, outcome: str = "approved", **more: Any) -> dict[str, Any]:
    """Taken and decided by an officer of the office."""
    officer = Officer(city, office)
    assert officer.take(case.case_no, case.revision).status_code == 200
    answer: dict[str, Any] = officer.decide(case.case_no, case.revision + 1, outcome, **more).json
    return answer


def offer(city: City, code: str, office: str, *materials: str) -> None:
    """The matter in a version of its own, in which this office's part names these materials."""
    (matter,) = [one for one in load_builtin() if one.code == code]
    parts = [replace(one, materials=materials) if one.office.code == office else one for one in matter.parts]
    offered = replace(matter, version=matter.version + 1, parts=tuple(parts), source="")
    with db.transaction(city.engine) as session:
        import_matters(session, [offered], catalogue=CATALOGUE, now=city.now, actor="cli:test")


def told(city: City, phone: Phone) -> list[tuple[str, str, str | None]]:
    with db.open_session(city.engine) as session:
        reader = reader_of(session, phone.actor, catalogue=CATALOGUE, calendar=CALENDAR, box=city.box)
        found = notices(session, reader, Span(city.now + 60, 100))
    return [
        (one.kind, one.zh.get("office", ""), one.case_no) for one in found if one.kind.split("_")[0] in ("case", "part")
    ]


def test_the_acceptance_gives_each_other_office_that_applies_one_part_case(city: City) -> None:
    desk, phone = birth(city)
    before = city.get(f"/cases/{desk.case_no}").json["parts"]
    assert [one["office"]["code"] for one in before] == ["WJ", "GA", "RS", "FW"]  # nobody is insured: no YB
    assert [one["case_no"] for one in before] == [desk.case_no, None, None, None]
    assert [(one["lead"], one["state"]) for one in before] == [(True, "draft")] + [(False, None)] * 3
    accepted = desk.accept()
    after = city.get(f"/cases/{desk.case_no}").json["parts"]
    assert [one["office"]["code"] for one in after] == ["WJ", "GA", "RS", "FW"]
    assert {one["state"] for one in after} == {"accepted"}
    assert len({one["case_no"] for one in after}) == 4
    assert len({str(one["due"]) for one in after}) == 1
    again = city.post(f"/cases/{desk.case_no}/acceptance", {"revision": accepted.revision})
    assert (again.json["code"], offices(city, desk.case_no)) == ("illegal_transition", ["GA", "RS", "FW"])
    part = part_of(city, desk.case_no, "GA")
    assert (part.verifier_id, part.revision, part.person_id) == (None, 1, phone.person_id)
    assert part.due_promised == accepted.due_promised
    with db.open_session(city.engine) as session:
        (step,) = session.scalars(select(CaseStep).where(CaseStep.case_no == part.case_no))
    assert (step.act, step.state, step.revision) == ("open", "accepted", 1)


def test_a_part_is_no_case_of_its_own_to_applicant_window_and_statistics(city: City) -> None:
    desk, phone = accepted_birth(city)
    part = part_of(city, desk.case_no, "RS")
    assert [one["case_no"] for one in city.get("/me/cases", phone.token).json["items"]] == [desk.case_no]
    assert [one["case_no"] for one in city.get("/cases").json["items"]] == [desk.case_no]
    code, revision = city.pack(phone, iat=city.now + 1), {"revision": 1}
    refused = (
        city.get(f"/me/cases/{part.case_no}", phone.token), city.get(f"/cases/{part.case_no}"),
        city.post(f"/me/cases/{part.case_no}/withdrawal", revision, phone.token),
        city.get(f"/me/cases/{part.case_no}/commitment", phone.token),
        city.post(f"/me/cases/{part.case_no}/rating", {"level": 5}, phone.token),
        city.post(f"/cases/{part.case_no}/scans", {"code": code}),
    )  # fmt: skip
    assert {answer.json["code"] for answer in refused} == {"case_not_found"}
    with db.open_session(city.engine) as session:
        assert [one.case_no for one in unrated(session, phone.actor, box=city.box)] == [desk.case_no]
        assert sum(counted(session, SOURCES["cases"], 0).values()) == 1
        assert sum(counted(session, SOURCES["exempted"], 0).values()) == 2


def test_an_office_gets_what_its_part_names_and_nothing_else(city: City) -> None:
    desk, phone = accepted_birth(city, insured="yes")
    part = part_of(city, desk.case_no, "YB")
    officer = Officer(city, "YB")
    (line,) = officer.get("/office-cases").json["items"]
    assert (line["case_no"], line["part"]["parent_no"]) == (part.case_no, desk.case_no)
    assert line["part"]["does"]["zh"] == "居民医保参保"
    case = officer.take(part.case_no, 1).json
    assert states(case) == {"parent-id": "exempt"}
    assert {one["name"]: one["value"] for one in case["form"]} == {
        "child_name": "李小宝", "parent_name": phone.held["resident-id"].clean["name"],
        "parent_number": phone.held["resident-id"].clean["citizen_number"], "phone": "13800000000",
    }  # fmt: skip
    assert [one["name"] for one in case["form"] if one["typed"]] == ["child_name", "phone"]
    assert [one["type"]["id"] for one in case["certificates"]] == ["resident-id"]
    assert certificates(city, part_of(city, desk.case_no, "FW").case_no) == set()
    for path in (desk.case_no, part_of(city, desk.case_no, "GA").case_no):
        assert officer.get(f"/office-cases/{path}").status_code == 404
    with db.open_session(city.engine, reading=True) as session:
        own = session.merge(part, load=False)
        assert form_of(own, services=city.services).keys() == {"child_name", "parent_name", "parent_number", "phone"}
        with session.no_autoflush:
            own.case_no = desk.case_no  # what was sealed for one case opens for no other
            with pytest.raises(InvalidTag):
                form_of(own, services=city.services)
    lead = Officer(city, "WJ").get("/office-cases").json["items"]
    assert [(one["case_no"], one["part"]) for one in lead] == [(desk.case_no, None)]


def test_a_refused_part_touches_no_other_and_the_applicant_is_told_by_whom(city: City) -> None:
    desk, phone = accepted_birth(city)
    refused = decide(city, "GA", part_of(city, desk.case_no, "GA"), "rejected", reason="落户地址不符")
    assert (refused["state"], refused["decision"]["result"]["zh"]) == ("rejected", "出生落户")
    assert [one["reason"] for one in refused["parts"] if one["office"]["code"] == "GA"] == [
        {"zh": "落户地址不符", "en": "落户地址不符"}
    ]
    decide(city, "WJ", desk.case)
    assert desk.case.state == "approved"
    done = decide(city, "RS", part_of(city, desk.case_no, "RS"))  # goes on after the case itself was decided
    assert (done["state"], done["decision"]["certificates"]) == ("approved", [])
    parts = mine(city, desk, phone)["parts"]
    assert [one["state"] for one in parts] == ["approved", "rejected", "approved", "accepted"]
    assert [one["reason"] and one["reason"]["zh"] for one in parts] == [None, "落户地址不符", None, None]
    assert all((one["closed_at"] is None) == (one["state"] == "accepted") for one in parts)
    (line,) = city.get("/me/cases", phone.token).json["items"]
    assert (line["state"], line["open_parts"]) == ("approved", 1)
    for told_less in (
        city.get(f"/cases/{desk.case_no}"),
        Officer(city, "FW").get(f"/office-cases/{parts[3]['case_no']}"),
    ):
        assert {str(one["reason"]) for one in told_less.json["parts"]} == {"None"}
    found = told(city, phone)
    assert set(found) == {
        ("part_rejected", "市公安局", desk.case_no), ("part_approved", "市人力资源和社会保障局", desk.case_no),
        ("case_approved", "", desk.case_no), ("case_accepted", "", desk.case_no),
    }  # fmt: skip
    titles = [one["title"]["zh"] for one in city.get("/notices", phone.token).json["items"]]
    assert "出生一件事：市公安局不予办理“出生落户”" in titles


def test_withdrawing_the_case_withdraws_the_parts_that_are_not_decided(city: City) -> None:
    desk, phone = accepted_birth(city, insured="yes")
    decide(city, "GA", part_of(city, desk.case_no, "GA"))
    taken = part_of(city, desk.case_no, "RS")
    officer = Officer(city, "RS")
    officer.take(taken.case_no, 1)
    gone = city.post(f"/me/cases/{desk.case_no}/withdrawal", {"revision": desk.case.revision}, phone.token)
    assert [one["state"] for one in gone.json["parts"]] == ["withdrawn", "approved"] + ["withdrawn"] * 3
    assert officer.decide(taken.case_no, 3).json["code"] == "illegal_transition"
    assert Officer(city, "FW").get("/office-cases").json["items"] == []
    assert [kind for kind, _, _ in told(city, phone)].count("case_withdrawn") == 1


def test_a_part_that_cannot_be_made_refuses_the_acceptance_and_leaves_nothing_behind(city: City) -> None:
    desk, _ = birth(city)
    seen = desk.case
    with db.transaction(city.engine) as session:
        (matter,) = [one for one in load_builtin() if one.code == BIRTH]
        there = new_case(matter, {}, now=city.now)
        there.parent_no, there.part = desk.case_no, 3
        session.add(there)
    with pytest.raises(IntegrityError):
        desk.accept()
    assert (desk.case.state, desk.case.revision, desk.case.accepted_at) == ("draft", seen.revision, None)
    assert len(offices(city, desk.case_no)) == 1


def test_a_scan_after_the_acceptance_changes_no_part_and_each_part_weighs_its_own_certificates(city: City) -> None:
    desk, phone = accepted_birth(city)
    part = part_of(city, desk.case_no, "GA")
    city.certify(phone, "marriage")
    desk.show(phone, at=city.now + 1)
    assert (part_of(city, desk.case_no, "GA").revision, desk.case.revision > part.revision) == (1, True)
    assert certificates(city, part.case_no) == {
        str(phone.held[name].certificate_id) for name in ("resident-id", "household-register")
    }
    city.end(phone.held["household-register"], "suspend")
    missing = decide(city, "GA", part)
    assert (missing["code"], missing["materials"]) == ("materials_missing", ["household-register"])
    assert decide(city, "RS", part_of(city, desk.case_no, "RS"))["state"] == "approved"
    city.end(phone.held["household-register"], "resume")
    assert decide(city, "GA", part_of(city, desk.case_no, "GA"))["state"] == "approved"


@pytest.mark.parametrize("ended", ["revoked", "expired"])
def test_a_certificate_that_ended_after_the_acceptance_stops_the_approval_of_its_part(city: City, ended: str) -> None:
    desk, phone = accepted_birth(city)
    card = phone.held["resident-id"]
    if ended == "expired":
        with db.transaction(city.engine) as session:
            session.get_one(Certificate, (card.person_id, card.certificate_id)).valid_to = day(city.now, -1)
    else:
        city.end(card, ended)
    for office in ("RS", "GA"):
        refused = decide(city, office, part_of(city, desk.case_no, office))
        assert (refused["code"], refused["materials"]) == ("materials_missing", ["parent-id"])
    assert part_of(city, desk.case_no, "GA").state == "deciding"


def test_a_part_gets_the_certificates_too_by_which_another_counts(city: City) -> None:
    """The other parent's card counts because the marriage certificate names them."""
    offer(city, BIRTH, "GA", "other-parent-id")
    phone, spouse = city.phone(1, ("resident-id", "household-register", "marriage")), city.phone(0)
    desk = Desk(city, BIRTH, parents="married", insured="no")
    desk.show(phone)
    desk.show(spouse)
    desk.paper("application")
    desk.paper("delivery-record")
    desk.fill()
    desk.accept()
    part = part_of(city, desk.case_no, "GA")
    wanted = phone.held["marriage"], spouse.held["resident-id"]
    assert certificates(city, part.case_no) == {str(one.certificate_id) for one in wanted}
    assert decide(city, "GA", part)["state"] == "approved"


def test_the_last_deferred_material_makes_the_parts(city: City) -> None:
    offer(city, HOUSE, "SD", "title", "tax-paid")
    desk = Desk(city, HOUSE, married="no", mortgaged="no", utilities="yes")
    desk.show(city.phone(1))
    for paper in ("application", "buyer-id", "title", "contract", "utility-accounts"):
        desk.paper(paper)
    desk.fill()
    desk.defer()
    assert offices(city, desk.case_no) == []
    desk.paper("tax-paid", at=city.now + 1)
    assert offices(city, desk.case_no) == ["SW", "SD", "SS", "RQ"]
    with db.open_session(city.engine) as session:
        rows = select(CaseMaterial).where(CaseMaterial.case_no == part_of(city, desk.case_no, "SD").case_no)
        assert {row.material_code: (row.state, row.due_at) for row in session.scalars(rows)} == dict.fromkeys(
            ("title", "tax-paid"), ("provided", None)
        )


def test_a_case_decided_at_once_on_a_promise_leaves_its_parts_to_their_officers(city: City) -> None:
    phone = city.phone(3)
    city.certify(phone, "business-licence")
    offer(city, RESTAURANT, "CG", "sign-drawing", "layout")
    desk = Desk(city, RESTAURANT, sign="yes", area="large", premises="rented")
    desk.show(phone)
    for paper in ("application", "premises-lease", "sign-drawing", "fire-promise"):
        desk.paper(paper)
    desk.fill()
    assert sign(city, desk.case_no, phone).status_code == 200
    assert (desk.case.state, offices(city, desk.case_no)) == ("approved", ["CG", "XF"])
    part = part_of(city, desk.case_no, "CG")
    done = decide(city, "CG", part)
    assert (states(done)["layout"], done["state"], done["decision"]["by"]) == ("committed", "approved", "officer")
    assert Officer(city, "SC").check(desk.case_no, "failed", reason="承诺不实").status_code == 200
    assert part_of(city, desk.case_no, "CG").state == "approved"
    assert decide(city, "XF", part_of(city, desk.case_no, "XF"))["state"] == "approved"  # it rests on no promise


def test_the_schema_of_before_has_no_parts(city: City) -> None:
    desk, _ = accepted_birth(city)
    migrate.downgrade(city.engine, "0010")
    migrate.upgrade(city.engine)
    with db.open_session(city.engine) as session:
        assert list(session.scalars(select(Case.case_no))) == [desk.case_no]
        assert session.scalar(select(func.count()).select_from(CaseStep).where(CaseStep.case_no != desk.case_no)) == 0
    (lead,) = city.get(f"/cases/{desk.case_no}").json["parts"]  # accepted before there were parts
    assert (lead["lead"], lead["state"]) == (True, "accepted")
