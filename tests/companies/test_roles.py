"""Roles of a company: given by invitation, read by whoever manages it, ended at once. On both engines."""

from typing import Any

from backend import db
from backend.companies.invite import DAY
from backend.companies.roles import members_with
from tests.companies.company import Company
from tests.verification.world import day

KEEPER, AGENT, ADMINISTRATOR = "keeper", "agent", "administrator"


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["code"]


def test_a_role_counts_from_the_yes_of_who_was_invited_to_its_end(company: Company) -> None:
    member = company.invite(KEEPER, company.clerk, types=["business-licence"]).get_json()["member_id"]
    assert company.roles(company.clerk) == []
    [line] = company.city.get("/me/companies", company.clerk.token).get_json()["roles"]
    assert (line["role"], line["state"], line["acts"]) == (KEEPER, "invited", ["accept", "decline"])
    assert company.answer(member, "acceptance", company.other).status_code == 404  # another's does not exist
    assert company.answer(member, "acceptance", company.clerk).get_json()["state"] == "active"
    [role] = company.roles(company.clerk)
    assert (role.role, role.permits_type(2), role.permits_type(1)) == (KEEPER, True, False)
    with db.transaction(company.city.engine) as session:
        assert members_with(session, company.id, KEEPER, now=company.city.now) == [company.clerk.person_id]
        assert members_with(session, company.id, AGENT, now=company.city.now) == []
    ended = company.city.delete(f"/company-members/{member}", company.boss.token)
    assert ended.get_json()["ended_why"] == "removed"
    assert company.roles(company.clerk) == []
    assert code_of(company.city.delete(f"/company-members/{member}", company.boss.token)) == (409, "role_closed")
    acts = [
        one["act"] for one in company.city.get(f"/companies/{company.id}/log", company.boss.token).get_json()["items"]
    ]
    assert sorted(acts) == ["accepted", "invited", "removed"]


def test_an_invitation_answers_alike_whether_there_is_such_a_person(company: Company) -> None:
    known, none = (
        company.city.post(
            f"/companies/{company.id}/members", {"role": KEEPER, "name": "查无此人", "citizen_number": number},
            company.boss.token,
        )
        for number in (company.clerk.held["resident-id"].clean["citizen_number"], "990101190001011234")
    )  # fmt: skip
    assert known.status_code == none.status_code == 201
    differ = {name for name, value in known.get_json().items() if none.get_json()[name] != value}
    assert differ <= {"member_id", "invited_at", "due_at"}  # a second may have passed
    assert company.city.get("/me/companies", company.clerk.token).get_json()["roles"] == []


def test_who_takes_a_link_waits_until_the_company_has_read_the_name(company: Company) -> None:
    invited = company.invite(AGENT).get_json()
    reference = invited["link"].rpartition("/")[2]
    claim = {"reference": reference}
    member = company.city.post("/me/company-roles/claims", claim, company.clerk.token).get_json()["member_id"]
    assert company.city.post("/me/company-roles/claims", claim, company.other.token).status_code == 404
    assert company.read()["members"][0]["name"] is None
    assert company.answer(member, "acceptance", company.clerk).get_json()["state"] == "waiting"
    assert company.roles(company.clerk) == []
    [line] = company.read()["members"]
    assert (line["name"], line["acts"]) == (
        "".join(company.clerk.held["resident-id"].clean["name"]),
        ["confirm", "remove"],
    )
    confirmed = company.city.post(f"/company-members/{member}/confirmation", {}, company.boss.token)
    assert confirmed.get_json()["state"] == "active"
    assert [one.role for one in company.roles(company.clerk)] == [AGENT]


def test_an_administrator_gives_the_lesser_roles_only(company: Company) -> None:
    company.give(ADMINISTRATOR, company.clerk)
    assert company.read(company.clerk)["gives"] == [KEEPER, AGENT]
    assert code_of(company.invite(ADMINISTRATOR, company.other, by=company.clerk)) == (409, "role_not_yours_to_give")
    invited = company.invite(KEEPER, company.other, by=company.clerk).get_json()
    assert company.city.get(f"/companies/{company.id}", company.other.token).status_code == 404
    company.answer(invited["member_id"], "acceptance", company.other)
    left = company.city.delete(f"/me/company-roles/{invited['member_id']}", company.other.token)
    assert left.get_json()["ended_why"] == "left"
    assert company.roles(company.other) == []


def test_what_ends_by_time_counts_no_more(company: Company) -> None:
    member = company.invite(KEEPER, company.clerk).get_json()["member_id"]
    given = company.give(AGENT, company.other, until=day(company.city.now, 2))
    assert [one.role for one in company.roles(company.other, later=DAY)] == [AGENT]
    assert company.roles(company.other, later=3 * DAY) == []
    company.hurry(member, due_at=company.city.now)
    company.hurry(given, until=company.city.now)
    assert company.states() == {member: "expired", given: "over"}
    assert code_of(company.answer(member, "acceptance", company.clerk)) == (409, "role_closed")


def test_a_new_representative_has_all_at_once_and_roles_wait_for_their_word(company: Company) -> None:
    member = company.give(KEEPER, company.clerk)
    open_one = company.invite(AGENT, company.clerk).get_json()["member_id"]
    company.represented_by(company.other)
    assert company.city.get(f"/companies/{company.id}", company.boss.token).status_code == 404
    assert company.roles(company.clerk) == []
    assert [(one.role, one.organisation_id) for one in company.roles(company.other)] == [("representative", company.id)]
    states = {one["member_id"]: one["state"] for one in company.read(company.other)["members"]}
    assert states == {member: "waiting", open_one: "ended"}
    assert company.city.post(f"/company-members/{member}/confirmation", {}, company.boss.token).status_code == 404
    company.city.post(f"/company-members/{member}/confirmation", {}, company.other.token)
    assert [one.role for one in company.roles(company.clerk)] == [KEEPER]


def test_a_freeze_stops_every_role_until_a_second_clerk_lifts_it(company: Company) -> None:
    company.give(KEEPER, company.clerk)
    one, other = company.clerks()
    body = {"credit_code": company.licence.clean["credit_code"], "reason": "两名法定代表人有争议"}
    made = company.city.post("/company-freezes", body, one)
    assert made.status_code == 201, made.text
    assert code_of(company.city.post("/company-freezes", body, other)) == (409, "already_frozen")
    assert company.roles(company.clerk) == []
    assert code_of(company.invite(AGENT, company.other)) == (409, "company_frozen")
    path = f"/company-freezes/{made.get_json()['freeze_id']}/lifting"
    assert code_of(company.city.post(path, {}, one)) == (409, "second_person_lifts")
    assert company.city.post(path, {}, other).status_code == 200
    assert [role.role for role in company.roles(company.clerk)] == [KEEPER]
    unknown = body | {"credit_code": "91350100M000100Y43"}
    assert code_of(company.city.post("/company-freezes", unknown, one)) == (404, "not_registered_here")


def test_limits_that_cannot_be_are_refused(company: Company) -> None:
    wrong: dict[str, dict[str, Any]] = {
        "/types/0": {"types": ["resident-id"]}, "/until": {"until": "2020-01-01"}, "/citizen_number": {"name": "某人"},
    }  # fmt: skip
    for path, limits in wrong.items():
        refused = company.invite(KEEPER, None, **limits)
        assert (refused.status_code, [one["path"] for one in refused.get_json()["errors"]]) == (422, [path])
    assert company.read()["members"] == []
