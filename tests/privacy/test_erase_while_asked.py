"""Somebody is erased while a proof or a loan is asked for, made or answered: it goes with the rest, or is not there."""

from typing import Any

import pytest
from sqlalchemy import func, select

from backend import db
from backend.certificates.models import Certificate, Showing
from backend.certificates.states import STANDING
from backend.delegations import answer, chain, finish, lend
from backend.delegations.models import Delegation
from backend.proofs import answer as proof_answer
from backend.proofs import ask as proof_ask
from backend.proofs.models import ProofRequest
from tests.delegations.friends import Friends, good
from tests.meanwhile import ON_POSTGRESQL, Meanwhile, before
from tests.privacy.erasing import erasing, keep_by_law
from tests.proofs import asking
from tests.verification.world import City, Phone

pytestmark = ON_POSTGRESQL


@pytest.fixture(autouse=True)
def kept(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_by_law(monkeypatch, city.now)


def erasing_of(city: City, phone: Phone) -> Meanwhile:
    return erasing(city.engine, city.box, phone.person_id, city.now)


def count(city: City, model: Any, *where: Any) -> int:
    with db.open_session(city.engine, reading=True) as session:
        return session.execute(select(func.count()).select_from(model).where(*where)).scalar_one()


def test_a_proof_that_is_asked_for_meanwhile_leaves_no_request(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = city.phone(0)
    other = erasing_of(city, phone)
    monkeypatch.setattr(proof_ask, "_standing", before(proof_ask._standing, other))
    asking.asked(city, phone, "income", asking.INCOME)
    assert other.end() is None
    assert count(city, ProofRequest) == 0


def test_an_officer_who_answers_meanwhile_is_first_and_the_proof_ends(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, officer = city.phone(0), asking.officer(city, "MZ")
    request = asking.asked(city, phone, "income", asking.INCOME)
    other = erasing_of(city, phone)
    monkeypatch.setattr(proof_answer, "attest", before(proof_answer.attest, other))
    assert asking.reply(city, officer, request).status_code == 200
    assert other.end() is None
    mine = Certificate.person_id == phone.person_id
    assert (count(city, Certificate, mine), count(city, Certificate, mine, Certificate.state.in_(STANDING))) == (2, 0)
    assert count(city, ProofRequest) == 0


def test_a_loan_that_is_offered_meanwhile_does_not_stay(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    friends, lender, borrower = Friends(city), city.phone(0), city.phone(2, ())
    other = erasing_of(city, lender)
    monkeypatch.setattr(lend, "_borrower", before(lend._borrower, other))
    good(friends.lend(lender, friends.person(borrower), ["resident-id"]), 201)
    assert other.end() is None
    assert count(city, Delegation) == 0


def test_what_was_lent_is_lent_on_before_its_holder_is_erased(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    friends, lender, borrower, third = Friends(city), city.phone(0), city.phone(2, ()), city.phone(4, ())
    made = friends.lent(lender, borrower, ["resident-id"], lend_on=1)
    borrower.held = lender.held
    other = erasing_of(city, lender)
    monkeypatch.setattr(chain, "_within", before(chain._within, other))
    assert friends.lend(borrower, friends.person(third), ["resident-id"], parent=made).status_code == 201
    assert other.end() is None
    assert count(city, Delegation) == 0


@pytest.mark.parametrize("who", ["holder", "borrower"])
def test_a_loan_that_is_accepted_meanwhile_ends_with_whoever_is_erased(
    city: City, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    friends, lender, borrower = Friends(city), city.phone(0), city.phone(2)
    held = {"certificate_id": str(borrower.held["resident-id"].certificate_id)}
    assert city.post(f"/devices/{borrower.device_id}/copies", held, borrower.token).status_code == 201
    made = good(friends.lend(lender, friends.person(borrower), ["resident-id"]), 201)["delegation_id"]
    other = erasing_of(city, lender if who == "holder" else borrower)
    monkeypatch.setattr(answer, "presenters", before(answer.presenters, other))
    assert friends.act(borrower, made, "acceptance").status_code == 200
    assert other.end() is None
    assert (count(city, Showing), friends.showings(made)) == (1, [])
    assert count(city, Delegation, Delegation.state != "ended") == 0


@pytest.mark.parametrize(("act", "step"), [("acceptance", "_hold_sides"), ("return", "changed")])
def test_a_loan_that_is_answered_when_it_went_with_its_holder_is_not_there(
    city: City, monkeypatch: pytest.MonkeyPatch, act: str, step: str
) -> None:
    friends, lender, borrower, third = Friends(city), city.phone(0), city.phone(2, ()), city.phone(4, ())
    above = friends.lent(lender, borrower, ["resident-id"], lend_on=1)
    borrower.held = lender.held
    on = friends.lend(borrower, friends.person(third), ["resident-id"], parent=above)
    made = good(on, 201)["delegation_id"]
    other, room = erasing_of(city, lender), answer if act == "acceptance" else finish
    monkeypatch.setattr(room, step, before(getattr(room, step), other))
    assert friends.act(third, made, act).status_code == 404
    assert other.end() is None
    assert count(city, Showing, Showing.ended_at.is_(None)) == 0
