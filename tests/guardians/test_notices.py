"""Ward and guardians are told who came, who rests and who left; nobody is told of what they did themselves."""

import pytest

from tests.guardians.family import Family, said
from tests.verification.world import Phone

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def told(family: Family, phone: Phone) -> list[tuple[str, str]]:
    """(kind, zh) of the person's notices about guardians, newest first."""
    items = family.city.get("/notices?limit=50", phone.token).get_json()["items"]
    return [(one["kind"], one["title"]["zh"]) for one in items if one["kind"].startswith("guardian_")]


def test_the_other_parent_is_told_and_whoever_confirmed_is_not(family: Family) -> None:
    family.confirmed(family.father)
    assert told(family, family.father) == []
    assert told(family, family.mother) == []  # she acts for nobody yet
    family.confirmed(family.mother)
    [(kind, title)] = told(family, family.father)
    assert kind == "guardian_new"
    assert family.daughter.name in title


def test_a_dispute_and_its_end_are_told_to_both(family: Family) -> None:
    first = family.confirmed(family.father)
    family.recorded("freeze", family.daughter.said)
    assert [kind for kind, _ in told(family, family.father)] == ["guardian_rests"]
    family.recorded("unfreeze", family.daughter.said)
    assert told(family, family.father) == []
    gone = family.city.delete(f"/me/wards/{first['guardianship_id']}", family.father.token)
    assert gone.status_code == 204, gone.text
    assert told(family, family.father) == []  # he did it himself


def test_a_decision_is_told_to_ward_and_guardian_and_so_is_its_end(family: Family) -> None:
    ward = family.city.phone(8)
    family.recorded("guardian", said(8), guardian=said(1))
    assert [kind for kind, _ in told(family, ward)] == ["guardian_new"]
    assert [kind for kind, _ in told(family, family.mother)] == ["guardian_new"]
    family.recorded("guardian_end", said(8), guardian=said(1))
    for phone in (ward, family.mother):
        assert "guardian_over" in [kind for kind, _ in told(family, phone)]


def test_a_decision_about_somebody_who_never_was_a_guardian_is_no_news(family: Family) -> None:
    family.city.phone(8)
    family.recorded("guardian_end", said(8), guardian=said(1))
    assert told(family, family.mother) == []
