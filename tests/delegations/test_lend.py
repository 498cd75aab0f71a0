"""Lending, accepting and ending, in the order of the rules."""

import time
from typing import Any

import pytest
from sqlalchemy import func, select, update

from backend import db
from backend.audit.models import AuditEntry
from backend.delegations.models import Delegation
from backend.people.closing import close
from backend.trust.models import StatusEntry
from certs.status import INVALID
from tests.delegations.friends import TYPES, Friends, good, refused
from tests.verification.world import City, day

NOBODY = {"kind": "person", "name": "查无此人", "citizen_number": "990101190001010013"}
ONCE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # says nothing of the engine


def words(document: dict[str, Any]) -> dict[str, Any]:
    """What is not different from one delegation to the next."""
    return {name: value for name, value in document.items() if name not in ("delegation_id", "to", "offered_at", "due")}


def test_what_is_lent_is_shown_by_the_other_until_it_is_taken_back(city: City, friends: Friends) -> None:
    lender, borrower, other = city.phone(187, TYPES), city.phone(188), city.phone(189)
    body = friends.body(lender, friends.person(borrower), TYPES, times=2)
    made = good(city.post("/me/delegations", body, lender.token), 201)
    assert (made["state"], made["side"], made["may"]) == ("waiting", "lent", ["withdraw"])
    assert made["to"]["number"].count("*") == 11
    again = good(city.post("/me/delegations", body, lender.token), 201)
    assert (again["delegation_id"], friends.listed(lender, "lent")) == (made["delegation_id"], [made["delegation_id"]])
    one = made["delegation_id"]
    assert (friends.showings(one), refused(friends.read(other, one))) == ([], (404, "delegation_unknown"))
    theirs = good(friends.read(borrower, one))
    assert (theirs["side"], theirs["may"], theirs["to"]["number"]) == ("borrowed", ["accept", "refuse"], None)
    assert theirs["holder"]["name"] == lender.held["resident-id"].clean["name"]
    for act in ("acceptance", "refusal", "return"):
        assert refused(friends.act(other, one, act)) == (404, "delegation_unknown")
    assert refused(friends.act(borrower, one, "withdrawal")) == (404, "delegation_unknown")
    accepted = good(friends.act(borrower, one, "acceptance"))
    assert (accepted["state"], accepted["may"]) == ("accepted", ["give_back"])
    assert good(friends.act(borrower, one, "acceptance"))["answered_at"] == accepted["answered_at"]
    assert refused(friends.act(borrower, one, "refusal")) == (409, "delegation_closed")
    shown = friends.showings(one)
    assert {(row.presenter_id, row.kind, row.places, row.times_left) for row in shown} == {
        (borrower.person_id, "delegation", 1, 2)
    }
    assert {row.certificate_id for row in shown} == {held.certificate_id for held in lender.held.values()}
    assert good(friends.act(lender, one, "withdrawal"))["state"] == "withdrawn"
    assert friends.showings(one) == []
    with db.open_session(city.engine, reading=True) as session:
        for row in shown:
            assert session.get_one(StatusEntry, (row.list_no, row.idx)).value == INVALID
        told = select(AuditEntry.action).where(AuditEntry.action.like("delegation.%")).order_by(AuditEntry.at)
        assert sorted(session.scalars(told)) == ["delegation.accepted", "delegation.offered", "delegation.withdrawn"]
    assert refused(friends.act(borrower, one, "acceptance")) == (409, "delegation_closed")
    assert friends.state(borrower, one) == "withdrawn"


@ONCE
def test_somebody_nobody_and_whoever_refuses_look_alike_until_the_time_is_over(city: City, friends: Friends) -> None:
    lender, borrower = city.phone(187, TYPES), city.phone(188)
    to_nobody = good(friends.lend(lender, NOBODY), 201)
    to_other_name = good(friends.lend(lender, friends.person(borrower) | {"name": "何晓兰"}), 201)
    to_somebody = good(friends.lend(lender, friends.person(borrower)), 201)
    good(friends.act(borrower, to_somebody["delegation_id"], "refusal"))
    every = [one["delegation_id"] for one in (to_nobody, to_other_name, to_somebody)]
    documents = [words(good(friends.read(lender, one))) for one in every]
    assert documents[0] == documents[1] == documents[2]
    assert friends.listed(borrower, "borrowed") == [every[2]]
    assert friends.state(borrower, every[2]) == "refused"
    with db.transaction(city.engine) as session:
        session.execute(update(Delegation).values(due_at=city.now - 1))
    documents = [words(good(friends.read(lender, one))) for one in every]
    assert documents[0] == documents[1] == documents[2]
    assert documents[0]["state"] == "not_accepted"
    numbers = [f"99010119000101{one:04}" for one in range(20)]
    answers = [friends.lend(lender, NOBODY | {"citizen_number": one}).status_code for one in numbers]
    assert (answers[0], answers[-1]) == (201, 429)


@ONCE
def test_what_was_never_accepted_ends_without_telling_its_lender_that_there_is_somebody(
    city: City, friends: Friends
) -> None:
    lender, borrower = city.phone(187, TYPES), city.phone(188)
    to = [NOBODY, *[friends.person(borrower)] * 4]
    days = [{"until": day(city.now, 20 + n)} for n in range(5)]  # a statement said again would be the same delegation
    made = [good(friends.lend(lender, one, **until), 201)["delegation_id"] for one, until in zip(to, days, strict=True)]
    nobody, given_back, refused_then_back, closed, taken_back = made
    for one, act in (
        (given_back, "return"), (refused_then_back, "refusal"), (refused_then_back, "return"), (taken_back, "refusal"),
    ):  # fmt: skip
        good(friends.act(borrower, one, act))
    assert friends.state(borrower, given_back) == "refused"
    with db.transaction(city.engine) as session:
        close(session, borrower.person_id, actor="staff:registry", now=city.now)
    told = [
        words(good(friends.read(lender, one))) | {"until": ""}
        for one in (nobody, given_back, refused_then_back, closed)
    ]
    assert all(one == told[0] for one in told)
    assert told[0]["state"] == "waiting"
    withdrawn = [
        words(good(friends.act(lender, one, "withdrawal"))) | {"ended_at": "", "until": ""}
        for one in (nobody, taken_back)
    ]
    assert withdrawn[0] == withdrawn[1]
    kinds = [one["kind"] for one in good(city.get("/notices", lender.token))["items"]]
    assert not [one for one in kinds if one.startswith("delegation")]


@ONCE
def test_terms_that_make_no_sense_are_named_one_by_one_and_nothing_is_made(city: City, friends: Friends) -> None:
    lender, to = city.phone(187, TYPES), friends.person(city.phone(188))
    held = str(lender.held["teacher-qualification"].certificate_id)
    cases: list[tuple[dict[str, Any], str]] = [
        ({"certificates": [held, held]}, "/certificates"),
        ({"purposes": ["matter:none"]}, "/purposes"),
        ({"purposes": ["open-account"]}, "/purposes"),
        ({"until": day(city.now, -1)}, "/until"),
        ({"until": day(city.now, 366)}, "/until"),
        ({"times": 3, "places": 5}, "/times"),
        ({"times": 3, "lend_on": 1}, "/lend_on"),
        ({"purposes": ["matter:none"], "places": 3}, "/purposes"),
    ]
    for differs, path in cases:
        answer = friends.lend(lender, to, **differs)
        assert answer.status_code == 422, differs
        assert path in [one["path"] for one in answer.get_json()["errors"]], differs
    role = {"kind": "role", "credit_code": "91430100MA4L16JQ9B", "role": "keeper"}
    assert [one["path"] for one in friends.lend(lender, role, times=1).get_json()["errors"]] == ["/times"]
    for wrong in (
        to | {"role": "keeper"},
        {"kind": "person", "name": "某"},
        {"kind": "link", "name": "某", "link": "x"},
    ):
        body = friends.body(lender, to) | {"to": wrong}
        assert city.post("/me/delegations", body, lender.token).status_code == 422
    assert friends.listed(lender, "lent") == []


@ONCE
def test_only_what_the_phone_signed_and_only_what_is_the_lenders(city: City, friends: Friends) -> None:
    lender, borrower = city.phone(187, TYPES), city.phone(188, TYPES)
    to = friends.person(borrower)
    for signs in ({"places": 3}, {"times": 5}, {"lend_on": 1}, {"purposes": ["matter:x"]}):
        answer = friends.lend(lender, to, signs=signs)
        assert refused(answer) == (422, "delegation_signature_refused")
        assert answer.get_json()["errors"] == [
            {
                "path": "/signature", "problem": "statement_differs", "zh": "签名的内容与提交的不一致",
                "en": "What was signed is not what was sent",
            }
        ]  # fmt: skip
    body = friends.body(lender, to) | {"device_id": str(borrower.device_id)}
    assert refused(city.post("/me/delegations", body, lender.token)) == (422, "delegation_signature_refused")
    theirs = str(borrower.held["teacher-qualification"].certificate_id)
    unknown = "01890000-0000-7000-8000-000000000000"
    mixed = [str(lender.held["teacher-qualification"].certificate_id), theirs]
    for ids in ([theirs], [unknown], mixed):
        assert refused(friends.lend(lender, to, certificates=ids)) == (409, "delegation_not_lendable")
    assert refused(friends.lend(lender, friends.person(lender))) == (409, "delegation_circular")
    city.end(lender.held["teacher-qualification"], "suspend")
    assert refused(friends.lend(lender, to)) == (409, "delegation_not_lendable")


@ONCE
def test_a_link_is_taken_by_the_first_of_that_name_and_by_nobody_else(city: City, friends: Friends) -> None:
    lender, borrower, other = city.phone(187, TYPES), city.phone(188), city.phone(189)
    name = friends.person(borrower)["name"]
    secret = friends.link(lender, name)
    assert refused(friends.claim(other, secret)) == (404, "delegation_unknown")
    assert refused(friends.claim(lender, secret)) == (409, "delegation_circular")
    assert refused(friends.claim(borrower, "x" * 22)) == (404, "delegation_unknown")
    taken = good(friends.claim(borrower, secret))
    assert (taken["may"], taken["to"]["name"]) == (["accept", "refuse"], name)
    assert good(friends.claim(borrower, secret))["delegation_id"] == taken["delegation_id"]
    good(friends.act(borrower, taken["delegation_id"], "acceptance"))
    assert len(friends.showings(taken["delegation_id"])) == 1
    good(friends.act(borrower, taken["delegation_id"], "return"))
    assert friends.state(lender, taken["delegation_id"]) == "returned"
    assert friends.showings(taken["delegation_id"]) == []
    late = friends.link(lender, name)
    with db.transaction(city.engine) as session:
        session.execute(update(Delegation).values(due_at=int(time.time()) - 1))
    assert refused(friends.claim(borrower, late)) == (409, "delegation_closed")


@ONCE
def test_a_statement_that_was_taken_back_is_not_good_again(city: City, friends: Friends) -> None:
    lender, borrower = city.phone(187, TYPES), city.phone(188)
    body = friends.body(lender, friends.person(borrower))
    one = good(city.post("/me/delegations", body, lender.token), 201)["delegation_id"]
    good(friends.act(lender, one, "withdrawal"))
    assert good(city.post("/me/delegations", body, lender.token), 201)["state"] == "withdrawn"
    with db.open_session(city.engine, reading=True) as session:
        assert session.scalar(select(func.count()).select_from(Delegation)) == 1
