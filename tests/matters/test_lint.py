"""What `lint` finds, in the order of its rules: each test spoils a sound matter in one way."""

from dataclasses import replace

import pytest

from backend.matters.document import parse
from backend.matters.lint import LintProblem, lint
from backend.matters.offices import builtin_offices
from backend.matters.terms import Commitment, Condition, Matter
from certs.catalogue import load_builtin
from tests.matters.examples import MATTER

ID_CARD = "[holder_is_applicant, not_expired]}"


def linted(*matters: Matter) -> list[LintProblem]:
    return lint(matters, load_builtin(), builtin_offices())


def reasons(*texts: str) -> str:
    return "\n".join(str(problem) for problem in linted(*(parse(text, "zz-test.yaml") for text in texts)))


def spoilt(old: str, new: str) -> str:
    assert old in MATTER
    return reasons(MATTER.replace(old, new, 1))


def test_a_sound_matter_has_no_problem() -> None:
    assert reasons(MATTER) == ""


def test_a_code_given_twice_is_found() -> None:
    assert "two matters have this code" in reasons(MATTER, MATTER)


def test_a_code_that_does_not_name_its_file_or_is_too_long_is_found() -> None:
    assert "the file is called" in spoilt("code: zz-test", "code: zz-other")
    assert "at most 40 characters" in spoilt("code: photo", "code: " + "p" * 41)


def test_an_unknown_type_or_field_is_found() -> None:
    assert "id-card: the type library-card is not known" in spoilt(
        "{type: resident-id, fields", "{type: library-card, fields"
    )
    assert "resident-id has no field shoe_size" in spoilt("fields: [name, citizen_number]", "fields: [name, shoe_size]")


def test_fields_that_no_view_shows_together_are_found() -> None:
    assert "no view of real-estate-title" in spoilt("fields: [location]", "fields: [location, other_rights]")
    assert "no view of resident-id" in spoilt("fields: [name, citizen_number]", "fields: [over_18, address]")


def test_a_condition_that_no_view_lets_be_judged_is_found() -> None:
    notes = "conditions: [{names_applicant: {fields: [notes]}}]"
    assert "no view of real-estate-title" in spoilt("conditions: [{names_applicant: {fields: [owners]}}]", notes)
    aged = "fields: [over_18], conditions: [holder_is_applicant, {older_than: {years: 60}}"
    assert "no view" in spoilt("fields: [name, citizen_number], conditions: [holder_is_applicant", aged)


def test_a_replacement_that_does_not_say_whose_certificate_is_found() -> None:
    assert "no condition says whose" in spoilt("[holder_is_applicant, not_expired]", "[not_expired]")


def test_a_condition_we_do_not_know_is_found_in_a_matter_built_by_hand() -> None:
    matter = parse(MATTER, "zz-test.yaml")
    card = matter.materials[0]
    way = (replace(card.replaced_by[0][0], conditions=(Condition("holder_is_applicant"), Condition("moon_is_full"))),)
    changed = replace(matter, materials=(replace(card, replaced_by=(way,)), *matter.materials[1:]))
    assert "moon_is_full is not known" in "\n".join(map(str, linted(changed)))


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ("{field_equals: {field: sex, value: 猫}}", "sex of resident-id can never be 猫"),
        ("{field_in: {field: sex, values: [男, 猫]}}", "sex of resident-id can never be 猫"),
        ("{field_equals: {field: over_18, value: 是}}", "over_18 of resident-id can never be 是"),
        ("{field_equals: {field: tail, value: 长}}", "looks at tail"),
    ],
)
def test_a_value_the_field_could_never_hold_is_found(condition: str, reason: str) -> None:
    assert reason in spoilt("[holder_is_applicant, not_expired]", f"[holder_is_applicant, {condition}]")


@pytest.mark.parametrize("known", ["{field: sex, value: 男}", "{field: name, value: 王强}"])
def test_a_value_the_field_can_hold_is_no_problem(known: str) -> None:
    assert spoilt("[holder_is_applicant, not_expired]", f"[holder_is_applicant, {{field_equals: {known}}}]") == ""


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (ID_CARD, "[holder_is_represented_company]}", "is held by people"),
        (ID_CARD, "[holder_is_representative]}", "nothing here shows a business licence"),
        ("applicant: citizen", "applicant: organisation", "who never holds resident-id"),
        ("applicant: citizen", "applicant: organisation", "holder_is_spouse, but the applicant is organisation"),
        (
            "{type: residence-permit, fields: [address], conditions: [holder_is_applicant",
            "{type: business-licence, fields: [address], conditions: [holder_is_agent",
            "held by organisations",
        ),
    ],
)
def test_a_condition_on_the_holder_that_cannot_hold_is_found(old: str, new: str, reason: str) -> None:
    assert reason in spoilt(old, new)


def test_a_material_nobody_can_provide_is_found() -> None:
    assert "abolished" in spoilt("name: {zh: 照片,", "name: {zh: 单身证明,")
    only = MATTER.replace("form: original\n    source: {by: applicant", "form: original\n    source: {by: certificate")
    assert "exists only as a certificate" in reasons(only)


def test_a_material_of_a_situation_that_cannot_be_is_found() -> None:
    applies = 'applies_when: [{question: married, is: ["yes"]}]'
    assert "which nobody can answer" in spoilt(applies, "applies_when: [{question: married, is: [perhaps]}]")
    assert "which nobody can answer" in spoilt(applies, 'applies_when: [{question: rich, is: ["yes"]}]')
    both = 'applies_when: [{question: married, is: ["yes"]}, {question: married, is: ["no"]}]'
    assert "exclude each other" in spoilt(applies, both)


def test_a_form_field_bound_to_nothing_is_found() -> None:
    assert "name: resident-id has no field shoe_size" in spoilt("field: name}}", "field: shoe_size}}")
    assert "the type library-card" in spoilt("from: {type: resident-id", "from: {type: library-card")
    assert "does not say whose" in spoilt("whose: holder_is_spouse", "whose: not_expired")


DOES = "does: {zh: 办, en: do}"
LEAD = f"{{office: {{code: GA, zh: 市公安局, en: Public Security Bureau}}, {DOES}}}"
OTHER = f"{{office: {{code: YB, zh: 市医疗保障局, en: Healthcare Security Bureau}}, {DOES}}}"
MARRIED = 'applies_when: [{question: married, is: ["yes"]}]'


def parts(*lines: str) -> str:
    return reasons(f"{MATTER}parts: [{', '.join(lines)}]\n")


def test_parts_that_fit_their_matter_are_no_problem() -> None:
    assert parts(LEAD, OTHER.replace("}}", "}, form: [name], " + MARRIED + "}")) == ""


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ((OTHER,), "one part must be that of GA"),
        ((LEAD, LEAD), "one part must be that of GA"),
        ((LEAD, OTHER, OTHER), "YB has two parts"),
        ((LEAD.replace("}}", "}, materials: [hat]}"),), "GA needs hat, which is no material"),
        ((LEAD.replace("}}", "}, form: [shoe]}"),), "GA needs shoe, which is no form field"),
        ((LEAD.replace("}}", "}, form: [name, name]}"),), "GA names the form field name twice"),
        ((LEAD.replace("}}", "}, " + MARRIED + "}"),), "GA does its part always"),
        ((LEAD, OTHER.replace("}}", "}, " + MARRIED.replace("yes", "perhaps") + "}")), "which nobody can answer"),
    ],
)
def test_parts_that_do_not_fit_are_found(lines: tuple[str, ...], reason: str) -> None:
    assert reason in parts(*lines)


def test_a_question_that_only_decides_about_a_part_is_worth_asking() -> None:
    asked = MATTER.replace(MARRIED, "")
    assert "changes nothing" in reasons(asked)
    with_part = f"{asked}parts: [{LEAD}, {OTHER.replace('}}', '}, ' + MARRIED + '}')}]\n"
    assert reasons(with_part) == ""


def test_an_office_that_is_not_known_or_has_another_name_is_found() -> None:
    assert "GA is elsewhere called 市公安局" in spoilt("office: {code: GA, zh: 市公安局", "office: {code: GA, zh: 公安")
    assert "the office XX is not known" in spoilt("office: {code: GA", "office: {code: XX")
    part = "parts: [{office: {code: XX, zh: 局, en: Bureau}, does: {zh: 办, en: do}}]"
    assert "the office XX is not known" in reasons(MATTER + part)


TERMS = "commitment: {check_within_days: 30, bars_years: 2, text: {zh: 承诺属实, en: it is true}}\n"
RULES = """decide:
  outcome: approve
  rules:
    - {code: known, when: "certificates.resident_id.citizen_number != ''", zh: 本人, en: known}
"""
RULED = MATTER.replace("decision: officer", "decision: rule") + RULES
PROMISED = MATTER.replace("decision: officer", "decision: commitment") + TERMS


def test_a_decision_by_rule_or_on_a_commitment_that_can_be_made_is_no_problem() -> None:
    assert reasons(RULED) == reasons(PROMISED) == reasons(PROMISED + RULES) == ""


def test_a_decision_without_its_rules_or_terms_is_found_and_so_are_rules_or_terms_without_their_decision() -> None:
    assert "needs `decide` with the outcome approve" in spoilt("decision: officer", "decision: rule")
    assert "needs `decide` with the outcome approve" in reasons(RULED.replace("outcome: approve", "outcome: person"))
    assert "rules that approve go with" in reasons(MATTER + RULES)
    assert reasons(MATTER + RULES.replace("outcome: approve", "outcome: person")) == ""
    assert "its terms go together" in spoilt("decision: officer", "decision: commitment")
    assert "its terms go together" in reasons(MATTER + TERMS)


def test_a_commitment_without_its_text_is_found() -> None:
    promised = parse(PROMISED, "zz-test.yaml")
    without = replace(promised, commitment=Commitment(30, 2))
    assert "the text that the applicant promises is missing" in "\n".join(map(str, linted(without)))


def test_a_commitment_that_spares_nothing_is_found() -> None:
    spares_nothing = PROMISED.replace("committable: true", "committable: false")
    assert "may be replaced by the commitment" in reasons(spares_nothing)


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        ("certificates.resident_id.shoe_size != ''", "decide.known: certificates.resident_id.shoe_size is not known"),
        ("certificates.driving_licence.number != ''", "certificates.driving_licence.number is not known"),
        ("answers.moon == 'full'", "answers.moon is not known"),
        ("form.shoe_size == '43'", "form.shoe_size is not known"),
        ("certificates.resident_id.birth_date >= 'yesterday'", "the kinds do not fit"),
        ("certificates.resident_id.citizen_number ==", "line 1, column"),
        ("1 < 2", "looks at nothing of the applicant's"),
        ("certificates.marriage.notes != ''", "no view of marriage shows all"),
    ],
)
def test_a_rule_that_cannot_work_is_found(when: str, reason: str) -> None:
    assert reason in reasons(RULED.replace("certificates.resident_id.citizen_number != ''", when))


def test_rules_that_do_not_say_whose_certificate_they_mean_are_found() -> None:
    def whose(what: str) -> str:
        return reasons(RULED.replace("  rules:", f"  whose: [{what}]\n  rules:"))

    assert whose("{type: resident-id, is: holder_is_spouse}") == ""
    assert "nobody is asked to show driving-licence" in whose("{type: driving-licence, is: holder_is_applicant}")
    assert "does not say whose" in whose("{type: resident-id, is: not_expired}")
    assert "is held by people" in whose("{type: resident-id, is: holder_is_represented_company}")


def test_a_question_whose_answer_changes_nothing_is_found() -> None:
    applies = 'applies_when: [{question: married, is: ["yes"]}]'
    assert "married: a question whose answer changes nothing" in spoilt(applies, "deferrable_days: 5")
    both = spoilt(applies, 'applies_when: [{question: married, is: ["yes", "no"]}]')
    assert "after every answer" in both
    assert "changes nothing" in spoilt(', {value: "no", zh: 否, en: "No"}', "")


SAYS = 'applies_when: [{question: married, is: ["yes"]}]\n    authorisation: true'
AGENTS = MATTER.replace("guide:\n", 'agent_when: [{question: married, is: ["yes"]}]\nguide:\n', 1).replace(
    "  - code: photo\n", f"  - code: photo\n    {SAYS}\n", 1
)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('agent_when: [{question: married, is: ["yes"]}]', "agents: false", "photo: speaks of an agent"),
        ("decision: officer", "decision: officer\nagents: false", "agent_when: speaks of an agent"),
        ('agent_when: [{question: married, is: ["yes"]}]', "agent_when: [{question: moon, is: [full]}]", "no question"),
        ('agent_when: [{question: married, is: ["yes"]}]', 'agent_when: [{question: married, is: ["yes", "no"]}]',
         "some of the answers say that an agent acts"),
        (SAYS, "authorisation: true", "the letter is asked for exactly when an agent acts"),
        (SAYS, f"{SAYS}\n    required: false", "must be handed in and is not promised"),
        ("    committable: true\n", "    authorisation: true\n", "home is the letter for an agent already"),
    ],
)  # fmt: skip
def test_what_is_said_of_agents_fits_together(old: str, new: str, reason: str) -> None:
    assert reasons(AGENTS) == ""
    assert old in AGENTS
    assert reason in reasons(AGENTS.replace(old, new, 1))
