"""Whole records: normalised, judged, all problems at once, in both languages."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from backend.demo.records import row
from certs.catalogue import Holder
from tests.certs.catalogue.samples import TODAY, TYPES, clean_sample, sample_record, sample_type

IDS = [type_.id for type_ in TYPES]


def codes(type_id: str, changes: Mapping[str, Any], today: date = TODAY) -> set[tuple[str, str]]:
    record = {**sample_record(type_id, 0), **changes}
    return {(problem.field, problem.code) for problem in sample_type(type_id).check(record, today=today)[1]}


@pytest.mark.parametrize("type_id", IDS)
@pytest.mark.parametrize("n", [0, 1, 2, 3, 17, 999, 123_456])
def test_a_sample_of_every_type_is_valid(type_id: str, n: int) -> None:
    clean = clean_sample(type_id, n)
    assert sample_type(type_id).check(clean, today=TODAY) == (clean, [])


@pytest.mark.parametrize("type_id", IDS)
def test_a_row_with_chinese_headings_gives_the_same_record(type_id: str) -> None:
    type_ = sample_type(type_id)
    for n in range(5):
        record, unknown = type_.record_of(row(type_, sample_record(type_id, n)))
        assert unknown == ()
        assert type_.check(record, today=TODAY) == (clean_sample(type_id, n), [])


@pytest.mark.parametrize("type_id", IDS)
def test_every_heading_a_type_accepts_leads_to_its_field(type_id: str) -> None:
    type_ = sample_type(type_id)
    for field in type_.fields.values():
        for heading in (*field.columns, field.name, field.title["zh"], f"\ufeff {field.columns[0]} *"):
            assert type_.record_of({heading: "x"}) == ({field.name: "x"}, ())


def test_headings_nobody_knows_are_named() -> None:
    record, unknown = sample_type("resident-id").record_of({"姓名": "张三", "血型": "A", "公民身份号码": None})
    assert (record, unknown) == ({"name": "张三", "citizen_number": ""}, ("血型",))


@pytest.mark.parametrize("type_id", IDS)
def test_every_required_field_is_missed_at_once(type_id: str) -> None:
    type_ = sample_type(type_id)
    clean, problems = type_.check({}, today=TODAY)
    assert clean == {}
    assert {(p.field, p.code) for p in problems} == {(n, "required") for n, f in type_.fields.items() if f.required}
    assert {(p.field, p.code) for p in type_.check(dict.fromkeys(type_.fields, "  "), today=TODAY)[1]} == {
        (p.field, p.code) for p in problems
    }


def test_all_problems_come_at_once_in_both_languages() -> None:
    found = codes("resident-id", {"name": "张\u200b三", "sex": "?", "valid_to": "soon", "nick": "x", "address": ""})
    assert found == {
        ("name", "hidden_character"),
        ("sex", "not_in_list"),
        ("valid_to", "not_a_date"),
        ("nick", "unknown_field"),
        ("address", "required"),
    }
    problems = sample_type("resident-id").check({}, today=TODAY)[1]
    assert (problems[0].zh, problems[0].en) == ("姓名：必填，未填写", "Name is required")


@pytest.mark.parametrize(
    ("type_id", "changes", "found"),
    [
        ("resident-id", {"sex": "女"}, {("sex", "disagrees")}),
        ("resident-id", {"birth_date": "1990-01-01"}, {("birth_date", "disagrees")}),
        ("resident-id", {"valid_to": "1999-01-01"}, {("valid_to", "end_before_start")}),
        ("resident-id", {"birth_date": "2026-06-02"}, {("birth_date", "in_the_future")}),
        ("resident-id", {"portrait": "QQ=="}, {("portrait", "not_an_image")}),
        ("marriage", {"holder_name": "别人"}, {("holder_name", "disagrees")}),
        ("marriage", {"holder_code": "11010519491231002X"}, {("holder_code", "disagrees")}),
        ("marriage", {"wife_birth_date": "1949-12-31"}, {("wife_birth_date", "disagrees")}),
        ("disability", {"disability_grade": "五级"}, {("disability_grade", "not_in_list")}),
        ("senior-card", {"issue_date": "1990-01-01"}, {("birth_date", "too_young")}),
        ("birth", {"weight_grams": 90}, {("weight_grams", "out_of_range")}),
        ("birth", {"weight_grams": "3千克"}, {("weight_grams", "not_an_integer")}),
        ("birth", {"weight_grams": True}, {("weight_grams", "not_an_integer")}),
        ("birth", {"weight_grams": 3.5}, {("weight_grams", "not_an_integer")}),
        ("birth", {"weight_grams": 10**30}, {("weight_grams", "out_of_range")}),
        ("driving-licence", {"valid_to": ""}, {("valid_to", "required")}),
        ("real-estate-title", {"owners": []}, {("owners", "not_people")}),
        ("real-estate-title", {"owners": "张三"}, {("owners", "not_people")}),
        ("real-estate-title", {"owners": "张三/111/11010519491231002X/1"}, {("owners", "not_people")}),
        ("real-estate-title", {"owners": "张三/111/110105194912310020"}, {("owners", "check_digit")}),
        ("real-estate-title", {"owners": "张三/112/E12345678"}, {("owners", "not_in_list")}),
        ("real-estate-title", {"owners": [{"name": "张三"}]}, {("owners", "not_people")}),
        ("real-estate-title", {"owners": "张三/414/E12345678；亮州（集团）/001/91350100M000100Y43"}, set()),
        ("real-estate-title", {"owners": {"name": "张三"}}, {("owners", "not_people")}),
        ("social-security-card", {"bank_card_number": "6217990000000001"}, {("bank_card_number", "check_digit")}),
        ("public-hygiene-permit", {"premises_area": "1.234"}, {("premises_area", "wrong_form")}),
        ("business-licence", {"business_scope": "甲\n乙"}, set()),
        ("business-licence", {"business_scope": ["甲"]}, {("business_scope", "not_text")}),
    ],
)
def test_one_wrong_value_gives_one_problem(type_id: str, changes: dict[str, Any], found: set[tuple[str, str]]) -> None:
    assert codes(type_id, changes) == found


def test_a_disability_number_names_kind_and_grade() -> None:
    record = sample_record("disability", 0)
    other = next(kind for kind in ("视力", "听力") if kind != record["disability_kind"])
    assert codes("disability", {"disability_kind": other}) == {("number", "disagrees")}


def test_a_period_of_one_day_is_a_period() -> None:
    assert codes("resident-id", {"valid_from": "2026-01-01", "valid_to": "2026-01-01"}) == set()


@pytest.mark.parametrize("written", ["长期", "无固定期限", "9999-12-31", None])
def test_an_open_end_is_none(written: str | None) -> None:
    clean, problems = sample_type("business-licence").check(
        {**sample_record("business-licence", 0), "valid_to": written}, today=TODAY
    )
    assert problems == []
    assert clean["valid_to"] is None


def test_none_is_no_value_where_nothing_is_open() -> None:
    assert codes("resident-id", {"name": None}) == {("name", "required")}
    assert codes("resident-id", {"issue_date": None}) == set()


@pytest.mark.parametrize(
    "value", [None, 5, 1.5, True, [], {}, b"x", "", "\ud800", "x" * 5000, [None], [["a", "b", "c"]]]
)
@pytest.mark.parametrize("type_id", IDS)
def test_no_value_breaks_the_check(type_id: str, value: Any) -> None:
    type_ = sample_type(type_id)
    for name in type_.fields:
        clean, problems = type_.check({**sample_record(type_id, 0), name: value}, today=TODAY)
        assert name in clean or problems or not type_.fields[name].required


@pytest.mark.parametrize(
    ("type_id", "without", "issued", "expected"),
    [
        ("resident-id", ("valid_from", "valid_to"), date(2020, 2, 29), (date(2020, 2, 29), date(2040, 2, 29))),
        ("social-security-card", ("valid_from", "valid_to"), date(2020, 2, 29), (date(2020, 2, 29), date(2030, 2, 28))),
        ("residence-permit", ("valid_from", "valid_to"), date(2026, 1, 1), (date(2026, 1, 1), date(2027, 1, 1))),
        ("general-proof", ("valid_from", "valid_to"), date(2025, 8, 31), (date(2025, 8, 31), date(2026, 2, 28))),
        ("real-estate-title", ("valid_from", "valid_to"), date(2026, 1, 1), (date(2026, 1, 1), None)),
    ],
)
def test_a_period_follows_the_rule_of_the_type(
    type_id: str, without: tuple[str, ...], issued: date, expected: tuple[date, date | None]
) -> None:
    clean = {name: value for name, value in clean_sample(type_id).items() if name not in without}
    assert sample_type(type_id).validity_of(clean, issued) == expected


@pytest.mark.parametrize(("born", "end"), [
    ("2015-01-02", date(2031, 1, 1)), ("2010-01-02", date(2031, 1, 1)), ("2010-01-01", date(2036, 1, 1)),
    ("2000-01-02", date(2036, 1, 1)), ("2000-01-01", date(2046, 1, 1)), ("1980-01-02", date(2046, 1, 1)),
    ("1980-01-01", None),
])  # fmt: skip
def test_an_id_card_without_dates_gets_them_by_age(born: str, end: date | None) -> None:
    assert sample_type("resident-id").validity_of({"birth_date": born}, date(2026, 1, 1)) == (date(2026, 1, 1), end)


def test_dates_in_the_record_win_over_the_rule() -> None:
    clean = {**clean_sample("resident-id"), "valid_from": "2020-01-01", "valid_to": None}
    assert sample_type("resident-id").validity_of(clean, date(2026, 1, 1)) == (date(2020, 1, 1), None)


def test_a_certificate_has_one_holder_or_several_owners() -> None:
    clean = clean_sample("resident-id")
    assert sample_type("resident-id").holders(clean) == (Holder(clean["name"], "111", clean["citizen_number"]),)
    licence = clean_sample("business-licence")
    assert sample_type("business-licence").holders(licence)[0].code_type == "001"
    owners = sample_type("real-estate-title").holders(clean_sample("real-estate-title"))
    assert [owner.code_type for owner in owners] == ["111", "111"]


def test_a_mask_hides_all_but_the_ends() -> None:
    type_ = sample_type("resident-id")
    assert type_.mask("name", "欧阳明月") == "欧***"
    assert type_.mask("name", "王") == "*"
    assert type_.mask("citizen_number", "11010519491231002X") == "1101**********002X"
    assert type_.mask("birth_date", "1949-12-31") == "1949******"
    assert type_.mask("portrait", "QQ==") == "***"
    assert type_.mask("sex", "男") == "男"
    assert type_.mask("valid_to", None) == "长期"
    owners = [{"name": "张三", "code_type": "111", "code": "11010519491231002X"}]
    assert sample_type("real-estate-title").mask("owners", owners) == "张* 1101**********002X"
