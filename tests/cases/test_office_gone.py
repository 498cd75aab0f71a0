"""An office that is gone from the catalogue: nothing new is opened for it, and what it had is finished.

1. A matter that names it is not taken in. 2. A case keeps the office it was opened for, on its officers' list too.
3. The next case of a matter that went to another office is that office's.
"""

import dataclasses

import pytest

from backend import db
from backend.cases.models import Case
from backend.matters.builtin import load_builtin
from backend.matters.import_matters import MattersRefused, import_matters
from backend.matters.offices import builtin_offices
from backend.matters.terms import Matter, Office
from tests.cases.desk import ready
from tests.cases.office import Officer
from tests.verification.world import CATALOGUE, City

GONE, HEIR = "RS", "YB"


def without_office() -> dict[str, object]:
    return {code: name for code, name in builtin_offices().items() if code != GONE}


def next_version(matter: Matter, **changes: object) -> Matter:
    return dataclasses.replace(matter, version=matter.version + 1, **changes)


def take_in(city: City, matter: Matter) -> None:
    with db.transaction(city.engine) as session:
        import_matters(session, [matter], catalogue=CATALOGUE, now=city.now, actor="cli:test", offices=without_office())


def test_a_case_is_finished_by_the_office_it_was_opened_for_after_the_matter_went_to_another(city: City) -> None:
    desk, _ = ready(city)
    matter = next(one for one in load_builtin() if one.code == desk.case.matter_code)
    assert matter.office.code == GONE

    with pytest.raises(MattersRefused) as refused:  # rule 1
        take_in(city, next_version(matter))
    assert any("office" in one["path"] for one in refused.value.extra["errors"])

    heir = Office(HEIR, builtin_offices()[HEIR])
    take_in(city, next_version(matter, office=heir))
    accepted = desk.accept()  # rule 2
    assert (accepted.office, accepted.state) == (GONE, "accepted")
    officer = Officer(city, GONE)
    (line,) = officer.get("/office-cases").json["items"]
    assert line["case_no"] == desk.case_no
    revision = officer.take(desk.case_no, desk.case.revision).json["revision"]
    assert officer.decide(desk.case_no, revision).json["state"] == "approved"

    following = city.post("/cases", {"matter": matter.code, "answers": desk.case.answers})  # rule 3
    with db.open_session(city.engine) as session:
        assert session.get_one(Case, following.json["case_no"]).office == HEIR
