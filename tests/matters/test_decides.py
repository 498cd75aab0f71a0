"""What the built-in matters decide without a person: each approves sound values, and nothing else."""

from collections.abc import Mapping
from datetime import date

import pytest

from backend.matters.builtin import load_builtin
from backend.matters.rule_inputs import sound_rules
from backend.matters.rule_language import Value
from backend.matters.rules import Decision, decide
from backend.matters.terms import Matter
from certs.catalogue import load_builtin as load_types
from tests.matters.examples import COMPANY, LI, TODAY, WANG

Values = Mapping[str, Value]
ID, LICENCE = "certificates.resident_id.", "certificates.business_licence."
CITIZEN: Values = {f"{ID}citizen_number": LI, "form.citizen_number": LI}
REPRESENTED: Values = {
    f"{LICENCE}credit_code": COMPANY, "form.credit_code": COMPANY, f"{LICENCE}legal_representative": "李娜",
    f"{ID}name": "李娜",
}  # fmt: skip
ADULT: Values = {f"{ID}birth_date": date(2008, 3, 2)}
NOT_BARRED: Values = {"facts.barred": False}
NOT_HIS = {"id-card": {f"{ID}citizen_number": WANG}}
COMPANY_BROKEN = {
    "licence-valid": {f"{LICENCE}credit_code": "91110000802100433B"},
    "representative": {f"{ID}name": "王强"},
    "adult": {f"{ID}birth_date": date(2008, 3, 3)},
    "not-barred": {"facts.barred": True},
}

TABLE: Mapping[str, tuple[Values, Mapping[str, Values]]] = {
    "wj-public-hygiene-permit": (
        REPRESENTED | ADULT | NOT_BARRED
        | {"answers.place": "salon", "answers.air": "no", "facts.holds.public_hygiene_permit": False},
        COMPANY_BROKEN
        | {
            "low-risk": {"answers.place": "pool"},
            "no-central-air": {"answers.air": "yes"},
            "none-held": {"facts.holds.public_hygiene_permit": True},
        },
    ),
    "sc-food-business-permit": (
        REPRESENTED | ADULT | NOT_BARRED | {"facts.holds.food_business_permit": False},
        COMPANY_BROKEN | {"none-held": {"facts.holds.food_business_permit": True}},
    ),
    "mz-senior-card": (
        {f"{ID}birth_date": date(1961, 3, 2), "facts.holds.senior_card": False},
        {"aged-65": {f"{ID}birth_date": date(1961, 3, 3)}, "none-held": {"facts.holds.senior_card": True}},
    ),
    "jy-teacher-qualification": (
        {
            f"{ID}birth_date": date(2008, 3, 2), f"{ID}citizen_number": LI, "answers.place": "hukou",
            "certificates.household_register.citizen_number": LI, "answers.stage": "primary",
            "certificates.general_proof.proof_kind": "无犯罪记录证明", "facts.holds.teacher_qualification": False,
        },
        {
            "aged-18": {f"{ID}birth_date": date(2008, 3, 3)},
            "lives-here": {"certificates.household_register.citizen_number": WANG},
            "no-crime": {"certificates.general_proof.proof_kind": "收入证明"},
            "not-university": {"answers.stage": "university"},
            "none-held": {"facts.holds.teacher_qualification": True},
        },
    ),
    "mz-old-age-allowance": (
        {
            f"{ID}birth_date": date(1946, 3, 2), f"{ID}citizen_number": LI,
            "certificates.household_register.citizen_number": LI,
            "certificates.social_security_card.citizen_number": LI,
            "certificates.social_security_card.bank_card_number": "6217990000000000030",
        },
        {
            "aged-80": {f"{ID}birth_date": date(1946, 3, 3)},
            "same-person": {"certificates.household_register.citizen_number": WANG},
            "own-account": {"certificates.social_security_card.citizen_number": WANG},
        },
    ),
    "rs-social-security-card": (
        CITIZEN | {"answers.who": "self", "facts.holds.social_security_card": False},
        NOT_HIS
        | {"for-oneself": {"answers.who": "child"}, "none-held": {"facts.holds.social_security_card": True}},
    ),
    "rs-social-security-card-replacement": (
        CITIZEN | {"facts.holds.social_security_card": True},
        NOT_HIS | {"card-known": {"facts.holds.social_security_card": False}},
    ),
    "zr-no-house-proof": (
        CITIZEN | {"answers.family": "no", "facts.holds.real_estate_title": False},
        NOT_HIS | {"only-oneself": {"answers.family": "yes"}, "no-title": {"facts.holds.real_estate_title": True}},
    ),
}  # fmt: skip


def matter(code: str) -> Matter:
    return next(one for one in load_builtin() if one.code == code)


def decided(code: str, values: Values) -> Decision:
    return decide(sound_rules(matter(code), load_types()), values, today=TODAY, salt=bytes(16))


@pytest.mark.parametrize("code", TABLE)
def test_a_matter_is_approved_when_every_rule_holds(code: str) -> None:
    found = decided(code, TABLE[code][0])
    assert (found.outcome, {one.holds for one in found.explanation}) == ("approve", {True})
    assert set(found.inputs) == set(TABLE[code][0])


@pytest.mark.parametrize(("code", "rule"), [(code, rule) for code, (_, breaks) in TABLE.items() for rule in breaks])
def test_one_rule_broken_and_a_person_decides(code: str, rule: str) -> None:
    values, breaks = TABLE[code]
    found = decided(code, {**values, **breaks[rule]})
    assert found.outcome == "person"
    assert [one.code for one in found.explanation if one.holds is not True] == [rule]


@pytest.mark.parametrize("code", TABLE)
def test_each_value_is_needed_and_every_rule_was_broken_once(code: str) -> None:
    values, breaks = TABLE[code]
    rules = matter(code).decide
    assert rules is not None
    assert set(breaks) == {rule.code for rule in rules.rules}
    for name in values:
        found = decided(code, {key: value for key, value in values.items() if key != name})
        assert (found.outcome, None in {one.holds for one in found.explanation}) == ("person", True), name


def test_who_decides_by_rule_can_always_approve_and_nobody_else_does() -> None:
    for one in load_builtin():
        approves = one.decide is not None and one.decide.outcome == "approve"
        assert approves if one.decision == "rule" else not (one.decision == "officer" and approves), one.code
