"""Rule 13 of the linter: a result that is a certificate can be issued."""

import pytest

from tests.matters.test_lint import MATTER, reasons

CARD = """result:
  zh: 老年人优待证
  en: Senior card
  type: senior-card
  fields:
    number: {number: "L{year}{sequence:6}"}
    name: {form: name}
    sex: {text: 女}
    birth_date: {form: born}
    citizen_number: {form: number}
    issuing_authority: {office: true}
    issue_date: {today: true}
    valid_to: {years: 10}
"""
FORM = """  - {name: number, label: {zh: 号码, en: Number}, from: {type: resident-id, field: citizen_number}}
  - {name: born, label: {zh: 出生日期, en: Born}}
  - {name: spouse,"""
ISSUING = (
    MATTER.replace("result: {zh: 结果, en: Result}\n", CARD)
    .replace(
        "{code: GA, zh: 市公安局, en: Public Security Bureau}", "{code: MZ, zh: 市民政局, en: Civil Affairs Bureau}", 1
    )
    .replace("  - {name: spouse,", FORM)
)


def test_a_result_that_can_be_issued_is_no_problem() -> None:
    assert reasons(ISSUING) == ""
    assert reasons(ISSUING.replace("sex: {text: 女}", "sex: {kept: true}")) == ""
    assert reasons(ISSUING.replace("sex: {text: 女}", "sex: {changed: phone}")) == ""  # it may stay as it was
    kept = ISSUING.replace('{number: "L{year}{sequence:6}"}', "{kept: true}").replace("{form: number}", "{kept: true}")
    assert reasons(kept.replace("  fields:", "  replaces: true\n  fields:", 1)) == ""


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("type: senior-card", "type: crown", "the type crown is not known"),
        ("  type: senior-card\n", "", "fields are made for no type"),
        ("{code: MZ, zh: 市民政局, en: Civil Affairs Bureau}", "{code: RS, zh: 市人社局, en: x}", "RS may not issue"),
        ("    sex: {text: 女}\n", "", "nothing makes the required sex"),
        ("sex: {text: 女}", "sex: {text: 猫}", "sex can never be 猫"),
        ("sex: {text: 女}", "sex: {answer: married}", "sex can never be 是"),
        ("sex: {text: 女}", "sex: {answer: moon}", "there is no question moon"),
        ("sex: {text: 女}", "sex: {form: moon}", "the form has no field moon"),
        ("sex: {text: 女}", "sex: {form: phone}", "sex is required, but phone may be left out"),
        ("sex: {text: 女}", "sex: {today: true}", "sex is text, but today makes a date"),
        ("valid_to: {years: 10}", "valid_to: {office: true}", "valid_to is date, but office makes a text"),
        ("valid_to: {years: 10}", "valid_to: {form: name}", "valid_to is date, but name is text"),
        ("valid_to: {years: 10}", "crown: {text: x}", "senior-card has no field crown"),
        ("valid_to: {years: 10}", "portrait: {text: x}", "portrait of senior-card cannot be made"),
        ('{number: "L{year}{sequence:6}"}', "{kept: true}", "number tells which certificate is replaced"),
        ("valid_to: {years: 10}", "crown: {kept: true}", "senior-card has no field crown"),
        ("fields:", "replaces: true\n  fields:", "number of what is replaced is kept"),
        ("sex: {text: 女}", "sex: {changed: moon}", "the form has no field moon"),
        ("L{year}{sequence:6}", "L{year}", "a number has one {sequence:DIGITS}"),
        ("L{year}{sequence:6}", "L{sequence:1}", "number can never be L1"),
        ("{form: number}", "{form: born}", "citizen_number names the holder and must come from a certificate"),
    ],
)
def test_a_result_that_could_not_be_issued_is_found(old: str, new: str, reason: str) -> None:
    assert old in ISSUING
    assert reason in reasons(ISSUING.replace(old, new, 1))
