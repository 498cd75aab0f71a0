"""What must be filled in a form is filled when the case is handed in, wherever that is; and only what is asked for."""

from typing import Any

import pytest

from backend.cases.form import FormIncomplete, asked, must_fill
from backend.cases.models import Case
from backend.matters.builtin import load_builtin
from backend.matters.terms import Matter
from tests.cases.desk import GAP, Desk, gap
from tests.cases.office import permit_case, sign
from tests.cases.typed import fill_form
from tests.verification.world import City

OPEN = ["phone", "former_place"]


def without_form(city: City) -> Desk:
    """Every material is there; nothing is typed."""
    desk = Desk(city)
    desk.show(city.phone(0, ("resident-id", "social-security-card")))
    desk.paper("application")
    desk.paper(GAP)
    return desk


def handed_in(city: City, desk: Desk, act: str) -> Any:
    return city.post(f"/cases/{desk.case_no}/{act}", {"revision": desk.case.revision})


def test_a_window_accepts_no_case_whose_form_is_not_filled_in_and_is_told_which_fields(city: City) -> None:
    desk = without_form(city)
    refused = handed_in(city, desk, "acceptance")
    assert (refused.status_code, refused.json["code"], refused.json["fields"]) == (409, "form_incomplete", OPEN)
    assert "fields" in refused.json["next_step"]["zh"]
    assert desk.case.state == "draft"
    desk.fill()
    assert handed_in(city, desk, "acceptance").json["state"] == "accepted"


def test_nor_with_a_gap_and_what_was_handed_in_is_not_emptied(city: City) -> None:
    desk, _ = gap(city)
    path = f"/cases/{desk.case_no}/form"
    assert city.put(path, {"revision": desk.case.revision, "fields": {}}).status_code == 200
    refused = handed_in(city, desk, "deferral")
    assert (refused.json["code"], refused.json["fields"], desk.case.state) == ("form_incomplete", OPEN, "draft")
    desk.fill()
    assert handed_in(city, desk, "deferral").json["state"] == "deferred"
    emptied = city.put(path, {"revision": desk.case.revision, "fields": {"phone": "13900000000"}})
    assert (emptied.json["code"], emptied.json["fields"]) == ("form_incomplete", ["former_place"])
    changed = city.put(
        path, {"revision": desk.case.revision, "fields": {"phone": "13900000000", "former_place": "上海市"}}
    )
    assert changed.status_code == 200


def test_a_promise_at_a_window_accepts_the_case_only_once_its_form_is_filled_in(city: City) -> None:
    case_no, phone = permit_case(city)
    seen = city.get(f"/cases/{case_no}").json["revision"]
    revision = city.put(f"/cases/{case_no}/form", {"revision": seen, "fields": {}}).json["revision"]
    assert sign(city, case_no, phone).json["signed_at"] is not None
    case = city.get(f"/cases/{case_no}").json
    assert (case["state"], case["ready"], case["revision"]) == ("draft", True, revision + 1)
    accepted = city.post(f"/cases/{case_no}/acceptance", {"revision": fill_form(city, case_no)})
    assert (accepted.json["state"], accepted.json["decision"]["by"]) == ("approved", "commitment")


@pytest.mark.parametrize(("stage", "titled"), [("titled", True), ("contract", False), (None, True)])
def test_a_field_is_asked_for_in_its_situation_only(stage: str | None, titled: bool) -> None:
    matter = built_in("gj-withdrawal-purchase")
    names = {one.name for one in asked(matter, Case(answers={"stage": stage} if stage else {}))}
    assert ("title_number" in names) is titled
    assert {"phone", "location"} <= names


def test_what_only_an_agents_certificate_could_fill_must_be_filled_only_where_an_agent_acts() -> None:
    fields = {one.name: one for one in built_in("sc-food-business-permit").form}
    agents, own = fields["agent_number"], fields["credit_code"]
    assert [must_fill(agents, agent=one) for one in (False, True)] == [False, True]
    assert must_fill(own, agent=False)


def test_the_refusal_speaks_both_languages() -> None:
    assert FormIncomplete.status == 409
    assert all((FormIncomplete.zh, FormIncomplete.en, FormIncomplete.next_zh, FormIncomplete.next_en))


def built_in(code: str) -> Matter:
    return next(one for one in load_builtin() if one.code == code)
