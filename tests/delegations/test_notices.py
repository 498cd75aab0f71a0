"""Both sides of a delegation are told what concerns them, and a lender nothing of a refusal."""

from backend.demo import people
from tests.delegations.friends import ONE, Friends, good
from tests.verification.world import City, Phone

KINDS = ("delegation_offered", "delegation_accepted", "delegation_over")


def told(city: City, phone: Phone) -> list[tuple[str, str]]:
    """(kind, delegation) of the person's notices about delegations, newest first."""
    items = good(city.get("/notices?limit=50", phone.token))["items"]
    return [(one["kind"], one["delegation_id"]) for one in items if one["kind"] in KINDS]


def test_who_lends_and_who_borrows_are_told_and_a_refusal_is_not(city: City, friends: Friends) -> None:
    lender, borrower, shy = city.phone(187, ONE), city.phone(188), city.phone(189)
    one = good(friends.lend(lender, friends.person(borrower)), 201)["delegation_id"]
    two = good(friends.lend(lender, friends.person(shy), times=2), 201)["delegation_id"]
    assert (told(city, borrower), told(city, lender)) == ([("delegation_offered", one)], [])
    (offered,) = [item for item in good(city.get("/notices", borrower.token))["items"] if item["delegation_id"]]
    name = people.person(lender.index).name
    assert name[0] in offered["title"]["zh"]
    assert name not in offered["title"]["zh"]
    good(friends.act(borrower, one, "acceptance"))
    good(friends.act(shy, two, "refusal"))
    assert told(city, lender) == [("delegation_accepted", one)]
    good(friends.act(lender, one, "withdrawal"))
    assert ("delegation_over", one) in told(city, borrower)
    assert told(city, lender) == [("delegation_accepted", one)]  # who took it back knows it
