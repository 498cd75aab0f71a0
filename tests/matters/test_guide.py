"""Which view of a certificate a guide names: enough for what is asked, its conditions and the rules, and no more."""

import pytest

from backend.matters.builtin import load_builtin as load_matters
from backend.matters.guide import guide, view_for
from backend.matters.presented import MARRIAGE_CODES
from backend.matters.rule_inputs import rule_fields
from backend.matters.terms import Matter
from certs.catalogue import load_builtin

CATALOGUE = load_builtin()
MATTERS = {one.code: one for one in load_matters()}


def timed() -> list[tuple[str, str, str]]:
    """Matter, material and certificate type of each replacement whose age is looked at."""
    return [
        (matter.code, place, one.type)
        for matter in MATTERS.values()
        for place, one in matter.replacements()
        if any(condition.kind == "issued_within" for condition in one.conditions)
    ]


def named(matter: Matter, material: str, type_id: str) -> list[int]:
    shown = guide(matter, catalogue=CATALOGUE, base_url="http://localhost")
    ways = next(one["replaced_by"] for one in shown["materials"] if one["code"] == material)
    return [view["number"] for way in ways for one in way if one["type"] == type_id for view in one["views"]]


@pytest.mark.parametrize(("code", "material", "type_id"), timed())
def test_a_view_is_named_only_when_it_shows_the_day_that_is_looked_at(code: str, material: str, type_id: str) -> None:
    type_ = CATALOGUE.by_id(type_id)
    assert type_ is not None
    numbers = named(MATTERS[code], material, type_id)
    assert numbers
    assert [number for number in numbers if "issue_date" not in type_.views[number].fields] == []


@pytest.mark.parametrize("code", [one.code for one in MATTERS.values() if one.decide])
def test_the_view_for_a_matter_shows_what_its_rules_look_at(code: str) -> None:
    matter = MATTERS[code]
    for type_id, fields in rule_fields(matter, CATALOGUE).items():
        type_ = CATALOGUE.by_id(type_id)
        assert type_ is not None
        assert fields <= set(view_for(matter, type_, catalogue=CATALOGUE).fields)


def test_the_view_for_a_matter_that_asks_for_the_spouses_card_says_who_is_married() -> None:
    asking = [
        matter
        for matter in MATTERS.values()
        if any(condition.kind == "holder_is_spouse" for _, one in matter.replacements() for condition in one.conditions)
    ]
    marriage = CATALOGUE.by_id("marriage")
    assert marriage is not None
    assert "mz-marriage-reissue" in {matter.code for matter in asking}
    shown = {matter.code: set(view_for(matter, marriage, catalogue=CATALOGUE).fields) for matter in asking}
    assert [code for code, fields in shown.items() if not fields >= set(MARRIAGE_CODES)] == []
