"""Which materials are struck off, and what the form knows, in the order of the rules of `evaluate`."""

from datetime import date

import pytest

from backend.matters.document import parse
from backend.matters.evaluate import MaterialOutcome, Presented, evaluate, fill_form
from backend.matters.terms import Matter
from tests.matters.examples import LI, LI_HERSELF, MATTER, STRANGER, TODAY, WANG, id_card, marriage, shown, title

MARRIED, SINGLE = {"married": "yes"}, {"married": "no"}


@pytest.fixture
def matter() -> Matter:
    return parse(MATTER, "zz-test.yaml")


def outcome(matter: Matter, code: str, *presented: Presented, answers: dict[str, str] = MARRIED) -> MaterialOutcome:
    found = evaluate(matter, presented, today=TODAY, applicant=LI_HERSELF, answers=answers)
    return next(one for one in found if one.material_code == code)


def test_a_material_of_another_situation_is_not_applicable(matter: Matter) -> None:
    assert outcome(matter, "spouse-id", answers=SINGLE).state == "not_applicable"


def test_an_unanswered_question_counts_as_applying(matter: Matter) -> None:
    assert outcome(matter, "spouse-id", answers={}).state == "missing"


def test_any_one_way_strikes_a_material_off(matter: Matter) -> None:
    permit = shown("residence-permit", LI, {"address": "解放路 2 号"})
    assert outcome(matter, "home", title()).by == (f"real-estate-title:{LI}",)
    assert outcome(matter, "home", permit).by == (f"residence-permit:{LI}",)


def test_a_way_of_several_certificates_needs_them_all(matter: Matter) -> None:
    assert outcome(matter, "spouse-id", id_card(WANG), marriage(holder=WANG)).state == "missing"
    both = outcome(matter, "spouse-id", id_card(), id_card(WANG), marriage())
    assert (both.state, both.by) == ("exempt", (f"resident-id:{WANG}", f"marriage:{LI}"))


@pytest.mark.parametrize(
    ("card", "why"),
    [
        (id_card(status_valid=False), "状态不是有效"),
        (id_card(STRANGER), "不是申请人本人"),
        (id_card(valid_to=date(2026, 3, 1)), "已过有效期"),
        (shown("resident-id", LI, {"name": "李娜"}), "缺少：citizen_number"),
        (shown("resident-id", LI, {"name": "李娜", "citizen_number": None}), "缺少：citizen_number"),
        (shown("senior-card", LI, {"name": "李娜", "citizen_number": LI}), "未出示"),
    ],
)
def test_a_certificate_that_falls_short_strikes_nothing_off_and_says_why(
    matter: Matter, card: Presented, why: str
) -> None:
    found = outcome(matter, "id-card", card)
    assert (found.state, found.by) == ("missing", None)
    assert why in found.why_zh
    assert found.why_en.startswith("ID card: ")


def test_a_good_certificate_counts_though_a_bad_one_was_shown_first(matter: Matter) -> None:
    assert outcome(matter, "id-card", id_card(STRANGER), id_card()).by == (f"resident-id:{LI}",)


def test_a_material_that_may_be_left_out_is_never_asked_for(matter: Matter) -> None:
    assert outcome(matter, "home").state == "not_applicable"
    assert "可以不交" in outcome(matter, "home").why_zh


def test_the_nearest_certificate_gives_the_reason(matter: Matter) -> None:
    stranger, expired = id_card(STRANGER), id_card(valid_to=date(2026, 3, 1))
    for order in [(stranger, expired), (expired, stranger)]:
        assert "已过有效期" in outcome(matter, "id-card", *order).why_zh


def test_a_material_no_certificate_replaces_is_missing_and_says_so(matter: Matter) -> None:
    assert "没有可替代的证照" in outcome(matter, "photo", id_card()).why_zh


def test_every_material_has_one_outcome_in_the_matters_order(matter: Matter) -> None:
    found = evaluate(matter, (), today=TODAY, applicant=LI_HERSELF)
    assert [one.material_code for one in found] == ["id-card", "spouse-id", "home", "photo"]


def test_the_form_takes_each_field_from_the_person_it_asks_about(matter: Matter) -> None:
    presented = (id_card(WANG, "王强"), id_card(), marriage(), title(WANG, WANG, LI))
    filled = fill_form(matter, presented, applicant=LI_HERSELF, today=TODAY)
    assert filled == {"name": "李娜", "spouse": "王强", "location": "人民路 1 号"}


def test_the_form_takes_nothing_from_a_stranger_or_a_certificate_that_is_not_valid(matter: Matter) -> None:
    presented = (id_card(STRANGER), id_card(status_valid=False), title(STRANGER))
    assert fill_form(matter, presented, applicant=LI_HERSELF, today=TODAY) == {}


def test_without_an_applicant_the_form_is_filled_only_where_one_holder_could_be_meant(matter: Matter) -> None:
    assert fill_form(matter, (id_card(),))["name"] == "李娜"
    assert "name" not in fill_form(matter, (id_card(), id_card(WANG, "王强")))


def test_what_an_agent_showed_as_such_says_nothing_of_the_applicant_though_it_names_them(matter: Matter) -> None:
    assert outcome(matter, "home", title(STRANGER, LI)).state == "exempt"
    assert outcome(matter, "home", title(STRANGER, LI, agents_only=True)).state == "not_applicable"
    filled = fill_form(matter, [title(STRANGER, LI, agents_only=True)], applicant=LI_HERSELF, today=TODAY)
    assert "location" not in filled
