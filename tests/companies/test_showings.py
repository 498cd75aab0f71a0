"""What a role puts into the wallet of who has it, and takes out again at once. On both engines."""

from typing import Any

import pytest
from sqlalchemy import select, update

from backend import db
from backend.certificates.models import Showing
from backend.companies import showings
from backend.companies.showings import refresh
from tests.companies.company import Company
from tests.meanwhile import ON_POSTGRESQL, Meanwhile, before
from tests.verification.kept import kept_cards
from tests.verification.world import Phone


def lent(company: Company, phone: Phone) -> list[dict[str, Any]]:
    """The cards that the phone shows for somebody else."""
    return [one for one in kept_cards(company.city, phone) if one.get("on_behalf")]


def test_a_keeper_s_wallet_has_the_company_s_certificates_while_the_role_counts(company: Company) -> None:
    company.city.certify(company.boss, "food-business-permit", index=company.boss.index)
    member = company.give("keeper", company.clerk, types=["business-licence"], uses=5)
    [card] = lent(company, company.clerk)
    shown = card["on_behalf"]
    assert (card["type"]["id"], shown["kind"], shown["holder_name"]) == (
        "business-licence", "role", company.licence.clean["name"],
    )  # fmt: skip
    assert (shown["times_left"], shown["places"]) == (5, 3)  # what is counted is not shown offline
    assert lent(company, company.clerk)[0]["on_behalf"] == shown  # fetched again, it is the same one
    company.city.delete(f"/company-members/{member}", company.boss.token)
    assert lent(company, company.clerk) == []


def test_an_agent_shows_at_windows_for_the_role_s_matters(company: Company) -> None:
    company.give("agent", company.clerk, matters=["sc-food-business-permit"], uses=2)
    [shown] = [one["on_behalf"] for one in lent(company, company.clerk)]
    assert (shown["places"], shown["purposes"], shown["times_left"]) == (1, ["matter:sc-food-business-permit"], 2)


@ON_POSTGRESQL
@pytest.mark.parametrize("how", ["removed", "frozen", "represented anew"])
def test_a_role_that_ends_while_its_wallet_is_fetched_leaves_nothing_to_show(
    company: Company, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    member, (clerk, _) = company.give("keeper", company.clerk), company.clerks()
    body = {"credit_code": company.licence.clean["credit_code"], "reason": "争议"}
    acts: dict[str, Any] = {
        "removed": lambda: company.city.delete(f"/company-members/{member}", company.boss.token),
        "frozen": lambda: company.city.post("/company-freezes", body, clerk),
        "represented anew": lambda: company.represented_by(company.other),
    }
    other = Meanwhile(company.city.engine, acts[how])
    monkeypatch.setattr(showings, "allow", before(showings.allow, other))
    lent(company, company.clerk)
    assert getattr(other.end(), "status_code", 200) in (200, 201, 204)
    with db.transaction(company.city.engine) as session:
        assert [one.ended_at is None for one in session.scalars(select(Showing))] == [False]


def test_a_freeze_does_not_refill_what_was_used(company: Company) -> None:
    company.give("keeper", company.clerk, uses=5)
    one, other = company.clerks()
    assert len(lent(company, company.clerk)) == 1
    with db.transaction(company.city.engine) as session:
        session.execute(update(Showing).values(times_left=2))
    body = {"credit_code": company.licence.clean["credit_code"], "reason": "争议"}
    made = company.city.post("/company-freezes", body, one).get_json()
    assert lent(company, company.clerk) == []
    company.city.post(f"/company-freezes/{made['freeze_id']}/lifting", {}, other)
    assert [one["on_behalf"]["times_left"] for one in lent(company, company.clerk)] == [2]
    with db.transaction(company.city.engine) as session:  # looked at again, nothing more is made
        refresh(session, company.clerk.person_id, box=company.city.box, now=company.city.now)
        assert len(session.scalars(select(Showing)).all()) == 2
