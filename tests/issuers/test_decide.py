"""Two people for issuers' keys and rights; one to stop, and another to let go."""

from typing import Any

import pytest

from backend import db
from backend.issuers import decide
from backend.issuers.refusals import DecisionClosed, DecisionInvalid, KeyNotPending, KeySecondPerson, NotTheAsker
from backend.trust import keys, suspend
from tests.issuers.conftest import DAY, NOW, Ministry


@pytest.mark.parametrize("act", ["activate", "rotate", "compromise", "allow", "withdraw"])
def test_nothing_is_done_before_another_person_agrees(ministry: Ministry, act: str) -> None:
    first, announced = ministry.first(), ministry.announce()
    wanted: dict[str, Any] = {
        "activate": {"thumbprint": announced}, "rotate": {}, "compromise": {"thumbprint": first},
        "allow": {"types": [2]}, "withdraw": {"types": [1]},
    }[act]  # fmt: skip
    row = ministry.ask(act, **wanted)
    before = ministry.states(), ministry.published().issuers["GA"].types
    for same in (ministry.asker, ministry.twin):
        with pytest.raises(KeySecondPerson):
            ministry.agree(row, by=same)
        with pytest.raises(KeySecondPerson):
            ministry.refuse(row, by=same)
    assert before[1] == {1}
    assert before[0][announced] == "pending"
    assert before[0][first] == ("pending" if act == "compromise" else "active")  # a suspended key is not believed
    done = ministry.agree(row)
    assert (done.state, done.decided_by) == ("approved", ministry.other)
    after = ministry.states(), ministry.published().issuers["GA"].types
    assert after != before
    with pytest.raises(DecisionClosed):
        ministry.agree(row)
    assert ministry.steps() == ["key_decision.asked", "key_decision.agreed"]


def test_the_pending_key_that_was_named_signs_and_the_former_one_stays_for_the_overlap(ministry: Ministry) -> None:
    first, announced, later = ministry.first(), ministry.announce(), ministry.announce(now=NOW + 1)
    ministry.agree(ministry.ask("activate", thumbprint=later, overlap=2 * DAY))
    assert ministry.states() == {first: "active", announced: "pending", later: "active"}
    assert ministry.states(now=NOW + 2 * DAY)[first] == "retired"
    with pytest.raises(KeyNotPending):
        ministry.ask("activate", thumbprint=later)


def test_a_declared_compromise_stops_the_key_at_once_and_the_second_person_confirms(ministry: Ministry) -> None:
    first = ministry.first()
    row = ministry.ask("compromise", thumbprint=first, since=NOW - DAY)
    with pytest.raises(keys.NoActiveKey):
        ministry.sign()
    with pytest.raises(NotTheAsker), db.transaction(ministry.engine) as session:
        decide.take_back(session, row.decision_id, actor=ministry.asker, now=NOW)
    with pytest.raises(suspend.KeyNotSuspendable):
        ministry.ask("compromise", thumbprint=first, by=ministry.other)
    ministry.agree(row, now=NOW + 30 * DAY)  # however late
    (held,) = ministry.published(now=NOW + 30 * DAY).issuers["GA"].keys
    assert (held.state, held.compromised_since) == ("compromised", NOW - DAY)


def test_the_second_person_lifts_what_was_stopped_by_mistake(ministry: Ministry) -> None:
    row = ministry.ask("compromise", thumbprint=ministry.first())
    ministry.refuse(row, now=NOW + 60)
    assert list(ministry.states(now=NOW + 60).values()) == ["active"]
    assert ministry.sign(now=NOW + 60)
    assert ministry.steps() == ["key_decision.asked", "key_decision.refused"]


def test_the_worker_reminds_every_day_that_nobody_decided(ministry: Ministry) -> None:
    ministry.ask("compromise", thumbprint=ministry.first())
    ministry.ask("rotate")
    counted = []
    for hours in (23, 24, 25, 47, 48):
        with db.transaction(ministry.engine) as session:
            counted.append(decide.remind(session, now=NOW + hours * 3600))
    assert counted == [0, 1, 0, 0, 1]
    assert ministry.steps().count("key_decision.waits") == 2


def test_the_platforms_key_is_given_up_by_two_and_never_suspended(ministry: Ministry) -> None:
    with db.open_session(ministry.engine) as session:
        (platform,) = keys.all_keys(session, "LM")
    row = ministry.ask("compromise", code="LM", thumbprint=platform.thumbprint)
    assert ministry.sign(code="LM")
    with db.transaction(ministry.engine) as session:
        keys.rotate(session, "LM", box=ministry.box, now=NOW, overlap_seconds=0)
    ministry.agree(row)
    with db.open_session(ministry.engine) as session:
        assert {key.state for key in keys.all_keys(session, "LM")} == {"active", "compromised"}


def test_a_type_that_was_taken_away_is_in_no_list_and_signed_no_more(ministry: Ministry) -> None:
    ministry.agree(ministry.ask("allow", types=[2, 5]))
    ministry.agree(ministry.ask("withdraw", types=[1, 2]))
    assert ministry.published().issuers["GA"].types == {5}


@pytest.mark.parametrize(
    ("act", "wanted"),
    [
        ("allow", {"types": []}), ("allow", {"types": [1]}), ("allow", {"types": [999]}), ("withdraw", {"types": [2]}),
        ("rotate", {"overlap": -1}), ("rotate", {"overlap": 401 * DAY}), ("compromise", {"since": NOW + 1}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_when_it_is_asked(ministry: Ministry, act: str, wanted: dict[str, Any]) -> None:
    named = {"thumbprint": ministry.first()} if act == "compromise" else {}
    with pytest.raises(DecisionInvalid):
        ministry.ask(act, **wanted, **named)


def test_what_nobody_decided_in_a_week_is_over_and_the_asker_may_take_it_back(ministry: Ministry) -> None:
    old, mine = ministry.ask("rotate"), ministry.ask("rotate")
    with pytest.raises(DecisionClosed):
        ministry.agree(old, now=NOW + 7 * DAY)
    assert decide.standing(old, now=NOW + 7 * DAY) == "expired"
    with db.transaction(ministry.engine) as session:
        with pytest.raises(NotTheAsker):
            decide.take_back(session, mine.decision_id, actor=ministry.other, now=NOW)
        decide.take_back(session, mine.decision_id, actor=ministry.asker, now=NOW)
    with pytest.raises(DecisionClosed):
        ministry.agree(mine)


def test_a_key_of_another_issuer_is_not_given_up_in_this_ones_name(ministry: Ministry) -> None:
    with db.open_session(ministry.engine) as session:
        (platform,) = keys.all_keys(session, "LM")
    with pytest.raises(keys.KeyUnknown):
        ministry.ask("compromise", thumbprint=platform.thumbprint)
