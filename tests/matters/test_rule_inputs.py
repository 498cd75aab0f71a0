"""What rules may look at, in the order of the rules of `rule_inputs`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from backend.matters.document import parse
from backend.matters.presented import Applicant, Presented, Scene
from backend.matters.rule_inputs import names_of, rule_fields, values_of
from backend.matters.rule_language import Value
from backend.matters.terms import Condition, Matter, RuleSet, Whose
from certs.catalogue import load_builtin
from tests.matters.examples import LI, LI_HERSELF, MATTER, TODAY, WANG, id_card, marriage, shown, title

RULES = """decide:
  outcome: person
  rules:
    - {code: a, when: "certificates.resident_id.birth_date < certificates.resident_id.valid_to", zh: 甲, en: a}
"""
NAME, END = "certificates.resident_id.name", "certificates.resident_id.valid_to"


def matter() -> Matter:
    return parse(MATTER + RULES, "zz-test.yaml")


def values(
    *presented: Presented, of: Matter | None = None, who: Applicant = LI_HERSELF, **given: Mapping[str, Any]
) -> dict[str, Value]:
    ruled = of or matter()
    rest: dict[str, Any] = {"answers": {}, "form": {}, "facts": {}} | given
    return values_of(ruled, names_of(ruled, load_builtin()), Scene(presented, TODAY, who), **rest)


def test_names_are_those_of_types_asked_for_questions_form_and_facts_with_their_kinds() -> None:
    names = names_of(matter(), load_builtin())
    assert names["certificates.residence_permit.valid_to"] == "date"
    assert names["certificates.resident_id.over_18"] == "truth"
    assert "certificates.driving_licence.number" not in names  # nobody is asked for one
    assert "certificates.resident_id.portrait" not in names  # a picture is nothing to compare
    assert (names["answers.married"], names["form.phone"], names["facts.barred"]) == ("text", "text", "truth")
    assert names["facts.holds.driving_licence"] == "truth"


def test_only_valid_certificates_of_the_applicant_count() -> None:
    assert values(id_card())[NAME] == "李娜"
    assert NAME not in values(id_card(WANG, "王强"))
    assert NAME not in values(id_card(status_valid=False))
    assert NAME not in values(id_card(valid_to=date(2026, 3, 1)))
    assert values(id_card(valid_to=TODAY))[NAME] == "李娜"


def test_rules_may_ask_for_somebody_else_s_certificate() -> None:
    spouse = replace(matter(), decide=RuleSet("person", (), (Whose("resident-id", Condition("holder_is_spouse")),)))
    assert values(id_card(), id_card(WANG, "王强"), marriage(), of=spouse)[NAME] == "王强"


def test_certificates_that_do_not_say_the_same_say_nothing() -> None:
    one, other = id_card(), id_card(name="李纳", certificate_id="another")
    assert NAME not in values(one, other)
    assert values(one, other)["certificates.resident_id.citizen_number"] == LI


def test_the_last_day_is_known_though_it_was_not_shown_and_an_open_end_is_none() -> None:
    assert values(id_card(valid_to=date(2030, 1, 1)))[END] == date(2030, 1, 1)
    assert END not in values(id_card())
    assert rule_fields(matter(), load_builtin()) == {"resident-id": {"birth_date"}}


def test_answers_form_and_facts_are_known_by_name_and_only_those_that_are_asked() -> None:
    found = values(answers={"married": "yes"}, form={"name": "李娜", "shoe": "43"}, facts={"facts.barred": False})
    assert found == {"answers.married": "yes", "form.name": "李娜", "facts.barred": False}


def test_a_value_of_another_kind_is_not_known() -> None:
    card = shown("resident-id", LI, {"name": 7, "birth_date": "yesterday", "over_18": "yes", "address": ""})
    assert values(card) == {}
    assert values(title(), form={"phone": 7}) == {"certificates.real_estate_title.location": "人民路 1 号"}
