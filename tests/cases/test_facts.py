"""What rules know of an applicant from the city's registers, and under which digests a case keeps what it looked at."""

from typing import Any

import pytest
from sqlalchemy import update

from backend import db
from backend.cases.deciding.by_rule import decision_of
from backend.cases.deciding.facts import facts_of
from backend.cases.models import Bar, Case
from backend.cases.weigh import weigh_shown
from backend.matters.offered import matter_version
from backend.matters.rule_inputs import BARRED, HOLDS
from backend.registries.models import SourceRecord
from tests.cases.test_decide_by_rule import HYGIENE, PAPERS, company, open_scanned
from tests.verification.world import CATALOGUE, City, Phone, day

CARD = HOLDS + "resident_id"
DAY = 86_400


def known(city: City, phone: Phone, name: str) -> bool:
    with db.open_session(city.engine) as session:
        found = facts_of(session, phone.person_id, [name], catalogue=CATALOGUE, now=city.now)
    assert set(found) == {name}
    return found[name]


def test_a_type_is_held_while_a_certificate_of_it_stands_or_a_record_waits_for_one(city: City) -> None:
    phone, other = city.phone(0), city.phone(1, ())
    held = phone.held["resident-id"]
    assert (known(city, phone, CARD), known(city, other, CARD)) == (True, False)
    city.end(held, "suspend")
    assert known(city, phone, CARD)
    city.end(held, "resume")
    for last, holds in ((0, True), (-1, False)):
        city.set_period(held, day(city.now, -9), day(city.now, last))
        assert known(city, phone, CARD) is holds
    city.set_period(held, day(city.now, -9), None)
    city.end(held, "revoked")
    assert not known(city, phone, CARD)
    with db.transaction(city.engine) as session:
        session.execute(update(SourceRecord).values(issued_digest=None))
    assert known(city, phone, CARD)


@pytest.mark.parametrize(
    ("since", "until", "lifted", "barred"),
    [(0, 1, None, True), (-DAY, 0, None, False), (1, DAY, None, False), (-DAY, DAY, 0, False), (-DAY, DAY, 1, True)],
)
def test_a_bar_counts_while_it_holds(city: City, since: int, until: int, lifted: int | None, barred: bool) -> None:
    phone = city.phone(0, ())
    assert not known(city, phone, BARRED)
    times: dict[str, Any] = {"since": city.now + since, "until": city.now + until}
    times["lifted_at"] = None if lifted is None else city.now + lifted
    with db.transaction(city.engine) as session:
        words = {"reason_zh": "承诺不实", "reason_en": "a false commitment", "case_no": None}
        session.add(Bar(person_id=phone.person_id, bar_id=db.new_id(), **times, **words))
    assert known(city, phone, BARRED) is barred


def test_the_same_values_have_other_digests_in_another_case(city: City) -> None:
    phone = company(city)
    cases = [open_scanned(city, phone, HYGIENE, PAPERS, ago=ago, place="salon", air="no") for ago in (0, 1)]
    kept = []
    with db.open_session(city.engine) as session:
        for no in (cases[0]["case_no"], cases[0]["case_no"], cases[1]["case_no"]):
            case = session.get_one(Case, no)
            matter = matter_version(session, case.matter_code, case.matter_version)
            given: dict[str, Any] = {"services": city.services, "now": city.now}
            decided = decision_of(session, case, matter, weigh_shown(session, case, matter, **given), **given)
            assert decided is not None
            kept.append(dict(decided.inputs))
    assert kept[0] == kept[1]
    assert set(kept[0]) == set(kept[2])
    assert not set(kept[0].values()) & set(kept[2].values())
