"""Every route, every role, and for each its own, another's and no object: nobody reaches what is not theirs.

1. The table names every route there is. 2. A role that is not named is refused before anything is looked up.
3. A role that is named reaches its own. 4. Another's object and none at all answer alike, and disclose nothing.
"""

import re
from typing import Any

import pytest

from backend.web.access import audience_of
from tests.api.row import Row
from tests.api.table import TABLE
from tests.api.targets import nobodys, others, own
from tests.api.town import ROLES, Town, canaries

RULES = sorted(TABLE)
WITH_TARGET = [rule for rule in RULES if TABLE[rule].target]
CONVERTER = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")


def ask(town: Town, rule: str, role: str, target: str = "", **values: str) -> Any:
    """The answer to the route's example, asked by the first visitor of the role about this target."""
    row = TABLE[rule]
    method, path = rule.split(" ")
    path = CONVERTER.sub(lambda found: (row.fixed | values).get(found[1], target), path)
    given: dict[str, Any] = {}
    if row.body is not None:
        given["json"] = row.body(town, target)
    if row.query is not None:
        given["query_string"] = row.query(town, target)
    if row.headers is not None and role in row.who:
        given["headers"] = row.headers(town, role)
    return town.send(method, path, role, **given)


def told(answer: Any) -> tuple[int, dict[str, Any]]:
    """All that an answer says, without the id of the request."""
    return answer.status_code, {name: value for name, value in answer.json.items() if name != "request_id"}


def outsiders(row: Row) -> list[str]:
    return [] if "public" in row.who else [role for role in ROLES if role not in row.who]


def test_the_table_has_a_row_for_every_route_and_no_other(town: Town) -> None:
    rules = town.app.url_map.iter_rules()
    there = {f"{method} {rule.rule}" for rule in rules for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
    assert there == set(TABLE)


def test_the_table_and_the_program_name_the_same_audiences(town: Town) -> None:
    for rule in town.app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            assert set(TABLE[f"{method} {rule.rule}"].who) == audience_of(town.app, rule.endpoint), rule.rule


@pytest.mark.parametrize("rule", RULES)
def test_whoever_may_use_a_route_gets_what_the_table_says(town: Town, rule: str) -> None:
    row = TABLE[rule]
    for role in ROLES if "public" in row.who else row.who:
        target = own(town, role, row.target) if row.target else ""
        answer = ask(town, rule, role, target)
        assert answer.status_code == row.status, f"{role}: {answer.text[:400]}"


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)  # refused before the database is asked
@pytest.mark.parametrize("rule", [rule for rule in RULES if outsiders(TABLE[rule])])
def test_whoever_may_not_is_refused_alike_for_any_object(town: Town, rule: str) -> None:
    row = TABLE[rule]
    kind = row.target or ""
    targets = [own(town, row.who[0], kind), others(town, row.who[0], kind), nobodys(kind)] if kind else [""]
    for role in outsiders(row):
        answers = [told(ask(town, rule, role, target)) for target in targets]
        expected = (401, "not_signed_in") if role == "public" else (403, "forbidden")
        assert (answers[0][0], answers[0][1]["code"]) == expected, role
        assert all(answer == answers[0] for answer in answers), role


@pytest.mark.parametrize("rule", WITH_TARGET)
def test_anothers_object_and_none_answer_alike_and_disclose_nothing(town: Town, rule: str) -> None:
    row = TABLE[rule]
    assert row.target is not None
    for role in row.who:
        there = others(town, role, row.target)
        theirs, none = ask(town, rule, role, there), ask(town, rule, role, nobodys(row.target))
        assert theirs.status_code == 404, f"{role}: {theirs.text[:400]}"
        assert told(theirs) == told(none), role
        assert [text for text in (*canaries(town), there) if text in theirs.text] == [], role


@pytest.mark.parametrize("rule", [rule for rule in RULES if TABLE[rule].absent])
def test_what_does_not_exist_in_public_is_not_found(town: Town, rule: str) -> None:
    answer = ask(town, rule, "public", **TABLE[rule].absent)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_a_phone_is_not_shown_through_the_device_of_another(town: Town) -> None:
    mine, theirs = str(town.citizens[0].device_id), str(town.citizens[1].device_id)
    certificate = town.certificate(0, 0)
    for device, held in ((theirs, certificate), (mine, town.certificate(1, 0))):
        body = {"device_id": device, "certificate_id": held, "view": 1}
        assert town.send("POST", "/api/v1/wallet/views", "citizen", json=body).status_code == 404


def test_lists_hold_only_what_belongs_to_the_visitor(own_town: Town) -> None:
    town = own_town  # in which nobody lent anybody anything
    town.verdict(1, "window", 1)
    town.certificate(1, 0)
    texts = [town.send("GET", path, "citizen").text for path in ("/api/v1/history", "/api/v1/devices", "/api/v1/me")]
    texts.append(town.send("GET", f"/api/v1/wallet?device_id={town.citizens[0].device_id}", "citizen").text)
    theirs = [str(card["certificate_id"]) for card in town.wallet(1)["cards"]]
    hidden = [town.citizens[1].name, town.citizens[1].number, town.citizens[1].phone, *theirs]
    assert [text for text in hidden for answer in texts if text in answer] == []


def test_a_department_finds_and_issues_only_its_own_types(town: Town) -> None:
    number = town.citizens[0].number
    look_up = {"type": "resident-id", "number": number}
    for path, body in {"/api/v1/certificates": town.record(0, 1), "/api/v1/certificates/look-ups": look_up}.items():
        answer = town.send("POST", path, "department", json=body)
        assert (answer.status_code, answer.json["code"]) == (403, "type_not_allowed")
    look_up |= {"number": "99010119900101001X"}
    absent = town.send("POST", "/api/v1/certificates/look-ups", "department", json=look_up)
    assert told(absent)[1]["code"] == "type_not_allowed"


def test_a_partner_cannot_open_a_case_and_a_window_cannot_read_a_wallet_even_with_every_id(town: Town) -> None:
    case, device = town.case(0), town.citizens[0].device_id
    assert town.send("GET", f"/api/v1/cases/{case}", "partner").status_code == 403
    assert town.send("GET", f"/api/v1/wallet?device_id={device}", "window").status_code == 403
