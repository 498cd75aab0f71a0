"""Runs: who is eligible on which day, who is passed over, and that everybody is asked once."""

import dataclasses
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from backend import db
from backend.audit.models import AuditEntry
from backend.certificates.models import Certificate
from backend.proposals.models import Proposal, ProposalRun
from backend.proposals.run import DayAhead, run, run_daily
from backend.proposals.weigh import Judge, weigh_person
from backend.registries.calendar import day_of
from backend.registries.refusals import TypeNotAllowed
from tests.proposals.world import CATALOGUE, OLD, SENIOR, Resident, count, proposals, runner, walk, years_ago
from tests.verification.world import City


def eligible(city: City, who: Resident, day: date) -> bool:
    with db.open_session(city.engine, reading=True) as session:
        return weigh_person(session, who.person_id, Judge(SENIOR, CATALOGUE, city.box, day)).eligible


def test_the_day_on_which_somebody_is_65_decides_also_for_those_born_on_a_leap_day(city: City) -> None:
    usual, leap = Resident(city, date(1960, 7, 1)), Resident(city, date(1960, 2, 29), n=4)
    days = [date(2024, 7, 1), date(2025, 6, 30), date(2025, 7, 1)]
    assert [eligible(city, usual, day) for day in days] == [False, False, True]
    days = [date(2025, 2, 28), date(2025, 3, 1)]
    assert [eligible(city, leap, day) for day in days] == [False, True]


def test_everybody_eligible_is_asked_once_however_often_it_runs(city: City) -> None:
    asked = Resident(city, years_ago(city, 65))
    Resident(city, years_ago(city, 65) + timedelta(days=1), n=4)  # 64 until tomorrow
    Resident(city, years_ago(city, 70), n=6, types=("resident-id", "senior-card"))
    expired = Resident(city, years_ago(city, 70), n=12).held["resident-id"]
    with db.transaction(city.engine) as session:
        session.execute(update(Certificate).where(Certificate.certificate_id == expired).values(valid_to="2020-12-31"))
    for n, act in ((8, "cancelled"), (10, "suspend")):  # who died; whose card counts for nothing now
        Resident(city, years_ago(city, 70), n=n).end(act)
    first, second = walk(city), walk(city)
    assert (first.looked_at, first.offered, second.looked_at, second.offered) == (6, 1, 6, 0)
    assert [(one.person_id, one.state, one.version) for one in proposals(city)] == [(asked.person_id, "offered", 1)]
    again = walk(city, dataclasses.replace(SENIOR, version=2))
    assert again.offered == 1  # another version is another question


def test_certificates_of_other_types_are_looked_at_and_a_proof_of_another_thing_is_not_the_same(city: City) -> None:
    born = years_ago(city, 80)
    Resident(city, born, n=2)  # in no household register
    both = Resident(city, born, n=4, types=("resident-id", "household-register", "general-proof"))
    has_it = Resident(city, born, n=6, types=("resident-id", "household-register"))
    texts = {made.field: made.value for made in OLD.fields if made.way == "text"}
    has_it.certify("general-proof", **texts, valid_from=None, valid_to=None, issue_date=day_of(city.now).isoformat())
    twice = Resident(city, born, n=8, types=("resident-id", "household-register"))
    twice.certify("household-register", number="990100778899")  # of two that are valid none is the right one
    assert walk(city, OLD).offered == 1
    assert [one.person_id for one in proposals(city)] == [both.person_id]


def test_a_run_that_was_stopped_goes_on_behind_what_it_did(city: City) -> None:
    for n in range(2, 12, 2):
        Resident(city, years_ago(city, 70), n=n)

    def crash(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        walk(city, batch=2, progress=crash)
    assert count(city, Proposal) == 2
    told: list[tuple[int, int]] = []
    going = walk(city, batch=2, progress=lambda done, total: told.append((done, total)))
    assert (going.state, going.looked_at, going.offered, told[0][1]) == ("done", 5, 5, 3)
    assert (count(city, Proposal), count(city, ProposalRun)) == (5, 1)
    entry = AuditEntry.action == "proposals.run"
    with db.open_session(city.engine, reading=True) as session:
        [said] = session.query(AuditEntry).where(entry).all()
    assert (said.person_id, said.subject) == (None, "programme:senior-card")
    assert '"offered":5' in said.detail


def test_the_worker_walks_once_a_day_a_part_each_round_never_ahead_nor_for_an_office_that_may_not(city: City) -> None:
    for n in (2, 4, 6):
        Resident(city, years_ago(city, 70), n=n)
    paused = dataclasses.replace(OLD, paused=True)
    rounds = [run_daily(runner(city, batch=2), [SENIOR, paused], batches=1) for _ in range(4)]
    assert (rounds, count(city, ProposalRun)) == ([2, 1, 0, 0], 1)
    city.now += 86_400
    assert run_daily(runner(city), [SENIOR, paused], batches=5) == 0
    assert count(city, ProposalRun) == 2
    with pytest.raises(DayAhead):
        run(runner(city), SENIOR, day=day_of(city.now) + timedelta(days=1))
    with pytest.raises(TypeNotAllowed):
        walk(city, dataclasses.replace(SENIOR, version=2, office="GA"))
    assert (count(city, Proposal), count(city, ProposalRun)) == (3, 2)
