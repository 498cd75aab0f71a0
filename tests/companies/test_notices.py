"""Invitations, answers, ends and freezes are told to the other side, and to nobody who did them."""

import pytest

from tests.companies.company import Company
from tests.verification.world import Phone

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def told(company: Company, phone: Phone) -> list[str]:
    """Kinds of the person's notices about roles, newest first."""
    items = company.city.get("/notices?limit=50", phone.token).get_json()["items"]
    return [one["kind"] for one in items if one["kind"].partition("_")[0] in ("role", "company")]


def test_both_sides_of_an_invitation_are_told(company: Company) -> None:
    member = company.give("keeper", company.clerk)
    assert (told(company, company.clerk), told(company, company.boss)) == (["role_offered"], ["role_taken"])
    assert told(company, company.other) == []
    company.city.delete(f"/company-members/{member}", company.boss.token)
    assert sorted(told(company, company.clerk)) == ["role_offered", "role_over"]
    assert told(company, company.boss) == ["role_taken"]


def test_who_leaves_is_told_to_the_company_and_not_to_themselves(company: Company) -> None:
    member = company.give("agent", company.clerk)
    assert company.city.delete(f"/me/company-roles/{member}", company.clerk.token).status_code == 200
    assert told(company, company.clerk) == ["role_offered"]
    assert sorted(told(company, company.boss)) == ["role_left", "role_taken"]


def test_who_took_a_link_waits_for_a_word_and_the_company_is_told(company: Company) -> None:
    reference = company.invite("agent").get_json()["link"].rpartition("/")[2]
    claim = {"reference": reference}
    member = company.city.post("/me/company-roles/claims", claim, company.clerk.token).get_json()["member_id"]
    assert (told(company, company.clerk), told(company, company.boss)) == ([], [])
    company.answer(member, "acceptance", company.clerk)
    assert (told(company, company.clerk), told(company, company.boss)) == ([], ["role_waits"])


def test_an_administrator_hears_of_a_freeze_and_a_keeper_does_not(company: Company) -> None:
    company.give("keeper", company.clerk)
    company.give("administrator", company.other)
    one, other = company.clerks()
    body = {"credit_code": company.licence.clean["credit_code"], "reason": "两位代表人有争议"}
    frozen = company.city.post("/company-freezes", body, one)
    assert frozen.status_code == 201, frozen.text
    assert "company_frozen" in told(company, company.boss)
    assert "company_frozen" not in told(company, company.clerk)
    lifted = company.city.post(f"/company-freezes/{frozen.get_json()['freeze_id']}/lifting", None, other)
    assert lifted.status_code == 200, lifted.text
    assert "company_unfrozen" in told(company, company.boss)
