"""What a delegation rests on: a code shown for its lender, a role, a representative, a life; gone, it is over."""

import uuid
from typing import Any

import pytest
from sqlalchemy import select

from backend import db
from backend.certificates.models import Showing
from backend.delegations.keep import end_lost
from backend.delegations.models import Delegation
from backend.people.closing import close
from tests.companies.company import Company
from tests.delegations.friends import TYPES, Friends, good
from tests.verification.kept import kept_cards
from tests.verification.test_on_behalf import code_of
from tests.verification.world import City, Phone

ONCE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def code(city: City, showing: Showing, phone: Phone) -> str:
    return code_of(city, showing, phone, number=2)


def rows(city: City) -> dict[uuid.UUID, tuple[str, str | None]]:
    with db.open_session(city.engine, reading=True) as session:
        return {row.delegation_id: (row.state, row.ended_why) for row in session.scalars(select(Delegation))}


def test_a_lent_certificate_is_shown_counted_told_to_both_and_refused_once_it_is_back(
    city: City, friends: Friends
) -> None:
    lender, borrower = city.phone(187, TYPES), city.phone(188)
    own = len(kept_cards(city, borrower))
    one = friends.lent(lender, borrower, ("resident-id",), times=2)
    cards = kept_cards(city, borrower)
    [lent] = [card["on_behalf"] for card in cards if card.get("on_behalf")]
    assert (lent["source_id"], lent["times_left"]) == (one, 2)
    [showing] = friends.showings(one)
    verdict = city.verify(code(city, showing, borrower))
    assert verdict["accepted"], verdict
    assert verdict["on_behalf"]["name"] == friends.person(borrower)["name"]
    for reader in (lender, borrower):
        document = good(friends.read(reader, one))
        assert [card["times_left"] for card in document["certificates"]] == [1]
        [use] = document["uses"]
        assert (use["presenter"], use["purpose"]) == (friends.person(borrower)["name"], "check")
        assert [type_["id"] for type_ in use["types"]] == ["resident-id"]
    next_code = code(city, showing, borrower)
    assert kept_cards(city, borrower)[-1]["on_behalf"]["times_left"] == 1
    good(friends.act(lender, one, "withdrawal"))
    assert len(kept_cards(city, borrower)) == own
    assert city.verify(next_code)["reason"] == "showing_ended"
    assert len(good(friends.read(lender, one))["uses"]) == 1


@ONCE
def test_what_is_lent_to_a_role_is_shown_by_whoever_has_it_and_by_nobody_who_left(city: City, friends: Friends) -> None:
    company, lender = Company(city), city.phone(187, TYPES)
    code = company.licence.clean["credit_code"]
    to = {"kind": "role", "credit_code": code, "role": "agent"}
    one = good(friends.lend(lender, to), 201)
    assert (one["to"]["name"], friends.listed(company.clerk, "borrowed")) == (code, [])
    one = one["delegation_id"]
    clerk = company.give("agent", company.clerk)
    assert friends.act(company.clerk, one, "acceptance").status_code == 404
    assert good(friends.act(company.boss, one, "acceptance"))["to"]["name"] == company.licence.clean["name"]
    assert [row.presenter_id for row in friends.showings(one)] == [company.clerk.person_id]
    assert good(friends.read(company.clerk, one))["may"] == []
    company.give("agent", company.other)
    assert any(card.get("on_behalf") for card in kept_cards(city, company.other))
    assert {row.presenter_id for row in friends.showings(one)} == {company.clerk.person_id, company.other.person_id}
    assert city.delete(f"/me/company-roles/{clerk}", company.clerk.token).status_code == 200
    assert [row.presenter_id for row in friends.showings(one)] == [company.other.person_id]


@ONCE
def test_what_a_representative_lent_ends_with_the_next_one_and_all_with_a_death(city: City, friends: Friends) -> None:
    company, friend = Company(city), city.phone(188)
    company.boss.held["business-licence"] = company.licence
    licence = friends.lent(company.boss, friend, ("business-licence",))
    own = friends.lent(company.boss, friend, ("resident-id",))
    assert good(friends.read(friend, licence))["holder"]["kind"] == "organisation"
    company.represented_by(company.other)
    assert rows(city)[uuid.UUID(licence)] == ("ended", "lost")
    assert (friends.showings(licence), len(friends.showings(own))) == ([], 1)
    with db.transaction(city.engine) as session:
        close(session, company.boss.person_id, actor="staff:registry", now=city.now)
    assert rows(city)[uuid.UUID(own)] == ("ended", "lost")
    assert friends.showings(own) == []


@ONCE
def test_the_worker_ends_what_has_lost_all_its_certificates(city: City, friends: Friends) -> None:
    lender, borrower = city.phone(187, TYPES), city.phone(188)
    gone = friends.lent(lender, borrower)
    stays = friends.lent(lender, borrower, TYPES)
    city.renew(lender.held["resident-id"])
    city.end(lender.held["teacher-qualification"], "revoked")
    with db.transaction(city.engine) as session:
        assert end_lost(session, now=city.now) == 1
    found: Any = rows(city)
    assert (found[uuid.UUID(gone)], found[uuid.UUID(stays)]) == (("ended", "lost"), ("accepted", None))
    assert len(friends.showings(stays)) == 1
