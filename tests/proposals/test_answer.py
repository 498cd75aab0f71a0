"""Answers: a yes on the records of now, a no that can be taken back, and that nobody else learns of either."""

import json
from dataclasses import replace
from datetime import timedelta
from importlib.resources import files
from typing import Any

import pytest
from sqlalchemy import select

from backend import db
from backend.audit.models import AuditEntry
from backend.people.persons import ensure_person, set_representative
from backend.proposals.answer import consent, proposal_context, refuse, take_back
from backend.proposals.models import Proposal
from backend.proposals.numbers import in_fives
from backend.proposals.refusals import AlreadyHeld, ProposalAnswered, ProposalChanged, ProposalExpired
from backend.web.request import Actor
from tests.proposals.world import OLD, Resident, certificates, count, proposals, walk, years_ago
from tests.sealed import opened
from tests.verification.world import City

DAYS = 86_400


def senior(city: City, n: int = 2) -> Resident:
    """Somebody of 70, signed in, who was just offered a senior card."""
    who = Resident(city, years_ago(city, 70), n=n)
    who.token = who.sign_in()
    walk(city)
    return who


def say(city: City, answer: Any, who: Resident, *, later: int = 0) -> Proposal:
    """The use case on the person's proposal, committed."""
    [mine] = [one for one in proposals(city) if one.person_id == who.person_id]
    given = {"services": city.services} if answer is consent else {}
    with db.transaction(city.engine) as session:
        found: Proposal = answer(
            session, mine.proposal_id, actor=Actor(who.subject, "citizen"), now=city.now + later, **given
        )
    return found


def test_one_tap_gives_the_card_and_a_second_one_the_same(city: City) -> None:
    who = senior(city)
    [told] = [one for one in city.get("/notices", who.token).json["items"] if one["kind"] == "proposal_offered"]
    assert told["title"]["zh"] == "您可以领取老年人优待证，不用申请"
    [offered] = city.get("/me/proposals", who.token).json["items"]
    assert (offered["state"], offered["certificate_id"], offered["type"]["id"]) == ("offered", None, "senior-card")
    assert offered["reasons"][0]["en"] == "By the date of birth on your ID card you are 65 or older"
    assert [one["name"] for one in offered["looked_at"][0]["fields"]] == ["birth_date"]
    assert {one["name"] for one in offered["fields"]} >= {"name", "citizen_number", "number"}
    assert told["proposal_id"] == offered["proposal_id"]
    path = f"/me/proposals/{offered['proposal_id']}"
    first, second = city.post(f"{path}/consent", {}, who.token), city.post(f"{path}/consent", {}, who.token)
    assert (first.status_code, second.status_code) == (200, 200), first.text
    assert first.json["state"] == "consented"
    assert first.json["certificate_id"] == second.json["certificate_id"]
    cards = [one for one in certificates(city, who.person_id) if one.type_number == 11]
    assert [(str(one.certificate_id), one.issuer_code) for one in cards] == [(first.json["certificate_id"], "MZ")]
    assert city.get("/me/proposals", who.token).json["items"] == []
    assert walk(city).offered == 0
    card = city.get(f"/certificates/{first.json['certificate_id']}", who.token).json
    shown = {one["name"]: one["value"] for one in card["fields"]}
    assert (shown["birth_date"], shown["issuing_authority"]) == (who.born.isoformat(), "亮州市民政局")
    assert len(shown["number"]) == 18
    [row] = proposals(city)
    seen = opened(city.engine, city.box, row.sealed, proposal_context(row))  # what the rules saw, without values
    assert (seen["became"], len(seen["inputs"])) == ({"aged-65": True}, 1)


def test_a_yes_is_weighed_on_the_records_of_now(city: City) -> None:
    died, corrected, got_one, asked = (senior(city, n) for n in (2, 4, 6, 8))
    died.end("cancelled")
    corrected.born += timedelta(days=365 * 20)
    corrected.reregister()
    younger = Resident(city, years_ago(city, 62), n=10)  # old enough for the card itself, not for this programme
    younger.token = younger.sign_in()
    with db.transaction(city.engine) as session:
        row = session.scalars(select(Proposal).where(Proposal.person_id == asked.person_id)).one()
        row.person_id = younger.person_id
    got_one.certify("senior-card")
    for who, error in (
        (died, ProposalChanged), (corrected, ProposalChanged), (younger, ProposalChanged), (got_one, AlreadyHeld),
    ):  # fmt: skip
        assert city.get("/me/proposals", who.token).json["items"] == []
        with pytest.raises(error):
            say(city, consent, who)
    assert {one.state for one in proposals(city)} == {"offered"}
    assert all(one.certificate_id is None for one in proposals(city))


@pytest.mark.parametrize("since", ["version: 2", "version: 1\npaused: true"])
def test_nothing_is_given_by_a_programme_that_was_changed_or_stopped_since(city: City, since: str) -> None:
    who = senior(city)
    settings = replace(city.services.settings, data_dir=city.services.settings.data_dir / "later")
    city.services = replace(city.services, settings=settings)  # another start of the program
    folder = settings.programmes_dir
    built_in = (files("backend.proposals") / "programmes" / "senior-card.yaml").read_text("utf-8")
    folder.mkdir(parents=True)
    (folder / "senior-card.yaml").write_text(built_in.replace("version: 1", since, 1), "utf-8")
    with pytest.raises(ProposalChanged):
        say(city, consent, who)


def test_a_number_is_told_in_fives_or_not_at_all() -> None:
    assert [in_fives(count) for count in (0, 4, 5, 9, 10)] == [None, None, 5, 5, 10]


def test_a_no_stands_until_it_is_taken_back_and_ends_with_the_proposal(city: City) -> None:
    who = senior(city)
    assert say(city, refuse, who).state == "refused"
    assert say(city, refuse, who).state == "refused"  # said again
    assert walk(city).offered == 0
    assert [one["state"] for one in city.get("/me/proposals", who.token).json["items"]] == ["refused"]
    with pytest.raises(ProposalAnswered):
        say(city, consent, who)
    with pytest.raises(ProposalExpired):
        say(city, take_back, who, later=181 * DAYS)
    assert say(city, take_back, who).state == "offered"
    with pytest.raises(ProposalExpired):
        say(city, consent, who, later=181 * DAYS)
    assert say(city, consent, who, later=180 * DAYS - 1).state == "consented"
    for answer in (refuse, take_back):
        with pytest.raises(ProposalAnswered):
            say(city, answer, who)


def test_a_proposal_is_there_for_its_person_only_and_an_organisation_s_for_its_representative(city: City) -> None:
    who, other = senior(city), senior(city, 4)
    mine, theirs = (city.get("/me/proposals", one.token).json["items"] for one in (who, other))
    assert [len(mine), len(theirs)] == [1, 1]
    path = f"/me/proposals/{theirs[0]['proposal_id']}"
    answers = [city.get(path, who.token), city.post(f"{path}/consent", {}, who.token)]
    answers += [city.post(f"{path}/refusal", {}, who.token)]
    assert [one.status_code for one in answers] == [404, 404, 404]
    with db.transaction(city.engine) as session:
        company = ensure_person(session, "organisation", "91990102MA0000017C", "某公司", box=city.box, now=city.now)
        row = session.scalars(select(Proposal).where(Proposal.person_id == other.person_id)).one()
        row.person_id = company
    assert city.get(path, who.token).status_code == 404
    with db.transaction(city.engine) as session:
        set_representative(session, company, who.person_id)
    assert city.get(path, who.token).json["holder"] == {"kind": "organisation", "name": "某公司"}


def test_before_a_yes_neither_office_nor_administration_nor_log_tells_who(city: City) -> None:
    people = [senior(city, n) for n in (2, 4, 6, 8)]
    runs = {role: _runs(city, role, office) for role, office in (("department", "MZ"), ("operator", None))}
    assert {one["numbers"]["offered"] for one in runs["department"]} == {None}  # four are too few to tell
    people.append(senior(city, 10))
    [mine] = _runs(city, "department", "MZ")
    assert (mine["numbers"]["offered"], mine["numbers"]["waiting"], mine["numbers"]["refused"]) == (5, 5, None)
    assert [one["programme"]["code"] for one in _runs(city, "department", "FW")] == [OLD.code]
    say(city, refuse, people[0])
    with db.open_session(city.engine, reading=True) as session:
        entries = session.query(AuditEntry).filter(AuditEntry.action.like("proposal%")).all()
    assert {one.person_id for one in entries} == {None}
    told = json.dumps([_runs(city, "department", "MZ"), [[one.subject, one.detail] for one in entries]])
    secrets = [text for one in people for text in (one.number, one.name, str(one.person_id))]
    assert [text for text in secrets if text in told] == []
    assert count(city, AuditEntry, AuditEntry.action == "proposal.refused") == 1


def _runs(city: City, role: str, office: str | None) -> list[dict[str, Any]]:
    with city.app.app_context(), db.transaction(city.engine) as session:
        token = city.sign_in(session, f"staff:{city.staff_id}", role, office)
    answer = city.get("/proposal-runs", token)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json["items"]
    return found
