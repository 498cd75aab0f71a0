"""The table of states: every act from every state by everybody is either in it or refused with what is possible."""

import itertools
import json
import uuid
from typing import get_args

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from backend import db, migrate
from backend.cases.states import ACTS, LAST, STATES, TABLE, IllegalTransition, Who, possible, target_of

WHO = get_args(Who)
EXPECTED: dict[str, dict[str, tuple[str, ...]]] = {  # written down a second time: from -> act -> (to, who ...)
    "draft": {"accept": ("accepted", "window", "applicant", "clock"), "defer": ("deferred", "window", "applicant"),
              "commit": ("draft", "applicant"),
              "withdraw": ("withdrawn", "applicant"), "fill": ("draft", "applicant", "window"),
              "lapse": ("ended", "clock"),
              "appoint": ("draft", "applicant"), "dismiss": ("draft", "applicant", "window"),
              "name": ("draft", "window"), "answer": ("draft", "window"), "represent": ("draft", "window"),
              "add": ("draft", "window", "applicant"), "take_back": ("draft", "window"), "weigh": ("draft", "clock")},
    "deferred": {"complete": ("accepted", "clock"), "expire": ("ended", "clock"), "add": ("deferred", "window"),
                 "fill": ("deferred", "window"), "represent": ("deferred", "window"),
                 "dismiss": ("deferred", "applicant"),
                 "withdraw": ("withdrawn", "applicant"), "take_back": ("deferred", "window")},
    "accepted": {"take": ("deciding", "officer"), "withdraw": ("withdrawn", "applicant"),
                 "fill": ("accepted", "window"), "add": ("accepted", "window"),
                 "represent": ("accepted", "window"), "dismiss": ("accepted", "applicant"),
                 "approve": ("approved", "clock"), "reject": ("rejected", "clock")},
    "deciding": {"take": ("deciding", "officer"), "approve": ("approved", "officer"),
                 "reject": ("rejected", "officer"), "add": ("deciding", "window"), "fill": ("deciding", "window"),
                 "withdraw": ("withdrawn", "applicant"), "weigh": ("deciding", "clock"), "ask": ("deciding", "officer"),
                 "consent": ("deciding", "applicant"), "decline": ("deciding", "applicant"),
                 "represent": ("deciding", "window"), "dismiss": ("deciding", "applicant")},
    "approved": {}, "rejected": {}, "withdrawn": {}, "ended": {},
}  # fmt: skip


@pytest.mark.parametrize(("state", "act", "who"), list(itertools.product(STATES, ACTS, WHO)))
def test_an_act_is_in_the_table_or_is_refused_with_what_is_possible(state: str, act: str, who: Who) -> None:
    target, *allowed = EXPECTED[state].get(act, ("",))
    if who in allowed:
        assert target_of(state, act, who=who) == target
        return
    with pytest.raises(IllegalTransition) as refused:
        target_of(state, act, who=who)
    mine = [name for name, (_, *others) in EXPECTED[state].items() if who in others]
    assert refused.value.extra["state"] == state
    assert sorted(refused.value.extra["possible"]) == sorted(mine) == sorted(possible(state, who))


def test_every_state_is_reached_and_the_last_ones_are_left_by_nothing() -> None:
    reached = {"draft"}
    for _ in STATES:
        reached |= {row.target for row in TABLE if row.source in reached}
    assert reached == set(STATES)
    assert [row for row in TABLE if row.source in LAST] == []


def test_cases_of_the_former_schema_become_drafts_of_their_matters_office(engine: Engine) -> None:
    migrate.downgrade(engine, "0003")
    document = json.dumps({"office": {"code": "RS"}})
    values = {"day": 1_700_000_000, "person": uuid.uuid4().hex, "document": document}
    with db.transaction(engine) as session:
        for statement in FORMER:
            session.execute(sa.text(statement), values)
    migrate.upgrade(engine)
    with db.transaction(engine) as session:
        cases = list(session.execute(sa.text("SELECT case_no, state, office, marked FROM cases ORDER BY case_no")))
        steps = session.execute(sa.text("SELECT case_no, revision, act, state FROM case_steps ORDER BY case_no")).all()
    assert [tuple(row) for row in cases] == [("a", "draft", "RS", "none"), ("b", "draft", "-", "none")]
    assert [tuple(row) for row in steps] == [("a", 3, "open", "draft"), ("b", 1, "open", "draft")]
    migrate.downgrade(engine, "0003")
    with db.transaction(engine) as session:
        back = session.execute(sa.text("SELECT case_no, state FROM cases ORDER BY case_no")).all()
    assert [tuple(row) for row in back] == [("a", "open"), ("b", "complete")]


FORMER = (
    """INSERT INTO matter_versions (code, version, document, digest, current, imported_at)
       VALUES ('m', 1, :document, '', true, :day)""",
    """INSERT INTO cases
       (case_no, matter_code, matter_version, answers, verifier_id, staff_id, state, opened_at, revision)
       VALUES ('a', 'm', 1, '{}', 'w', :person, 'open', :day, 3)""",
    """INSERT INTO cases
       (case_no, matter_code, matter_version, answers, verifier_id, staff_id, state, opened_at, revision)
       VALUES ('b', 'gone', 1, '{}', 'w', :person, 'complete', :day, 1)""",
    """INSERT INTO case_materials (case_no, material_code, state, certificates, why_zh, why_en, changed_at)
       VALUES ('a', 'id-card', 'missing', '[]', '', '', :day)""",
)
