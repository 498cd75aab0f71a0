"""Lending on: only where it is allowed, within what was lent, never in a circle, and it ends with what is above."""

from typing import Any

import pytest

from tests.delegations.friends import TYPES, Friends, good, refused
from tests.verification.world import City, day

ONCE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def on(friends: Friends, holder: Any, lender: Any, borrower: Any, parent: str, **differs: Any) -> Any:
    """What the lender lends on of the holder's."""
    named = [str(holder.held["teacher-qualification"].certificate_id)]
    terms = {"certificates": named, "parent": parent} | differs
    return friends.lend(lender, friends.person(borrower), (), **terms)


def test_a_chain_of_three_ends_with_its_first(city: City, friends: Friends) -> None:
    holder, one, two, three, four = city.phone(187, TYPES), *(city.phone(index) for index in (188, 189, 190, 191))
    first = friends.lent(holder, one, lend_on=2)
    second = good(on(friends, holder, one, two, first, lend_on=1), 201)["delegation_id"]
    good(friends.act(two, second, "acceptance"))
    third = good(on(friends, holder, two, three, second), 201)["delegation_id"]
    good(friends.act(three, third, "acceptance"))
    assert [len(friends.showings(made)) for made in (first, second, third)] == [1, 1, 1]
    assert refused(on(friends, holder, three, four, third)) == (409, "delegation_not_lent_on")
    assert sorted(friends.listed(holder, "lent")) == sorted([first, second, third])
    assert [line["delegation_id"] for line in good(friends.read(one, first))["lent_on"]] == [second]
    waiting = good(on(friends, holder, one, four, first), 201)["delegation_id"]
    good(friends.act(holder, first, "withdrawal"))
    assert [friends.showings(made) for made in (first, second, third)] == [[], [], []]
    assert [friends.state(who, made) for who, made in ((one, first), (two, second), (three, third))] == [
        "withdrawn", "ended", "ended",
    ]  # fmt: skip
    assert refused(friends.act(four, waiting, "acceptance")) == (409, "delegation_closed")


@ONCE
def test_what_is_lent_on_goes_no_further_than_what_was_lent(city: City, friends: Friends) -> None:
    holder, one, two = city.phone(187, TYPES), city.phone(188), city.phone(189)
    plain, limited = friends.lent(holder, one), friends.lent(holder, one, times=2)
    for parent in (plain, limited):
        assert refused(on(friends, holder, one, two, parent)) == (409, "delegation_not_lent_on")
    allowed = friends.lent(holder, one, lend_on=1)
    for differs, path in (
        ({"lend_on": 1}, "/lend_on"), ({"places": 3}, "/places"), ({"until": day(city.now, 31)}, "/until"),
    ):  # fmt: skip
        answer = on(friends, holder, one, two, allowed, **differs)
        assert refused(answer) == (409, "delegation_not_lent_on")
        assert [place["path"] for place in answer.get_json()["errors"]] == [path]
    card = str(holder.held["resident-id"].certificate_id)
    assert refused(on(friends, holder, one, two, allowed, certificates=[card])) == (409, "delegation_not_lendable")
    assert refused(on(friends, holder, two, one, allowed)) == (404, "delegation_unknown")
    assert refused(friends.lend(one, friends.person(two), (), certificates=[card])) == (409, "delegation_not_lendable")


@ONCE
def test_it_never_goes_back_to_where_it_comes_from(city: City, friends: Friends) -> None:
    holder, one, two = city.phone(187, TYPES), city.phone(188), city.phone(189)
    first = friends.lent(holder, one, lend_on=2)
    to_holder = good(on(friends, holder, one, holder, first), 201)["delegation_id"]
    assert refused(friends.act(holder, to_holder, "acceptance")) == (409, "delegation_circular")
    second = good(on(friends, holder, one, two, first, lend_on=1), 201)["delegation_id"]
    good(friends.act(two, second, "acceptance"))
    back = good(on(friends, holder, two, one, second), 201)["delegation_id"]
    assert refused(friends.act(one, back, "acceptance")) == (409, "delegation_circular")
    assert friends.showings(back) == []
