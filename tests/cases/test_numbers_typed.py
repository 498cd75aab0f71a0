"""Citizen numbers and credit codes typed into a form: checked as the vault does, in one spelling, with words."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import select

from backend import db
from backend.cases.form import check_typed, keep_typed, seal_form
from backend.cases.models import Case
from backend.cases.typed import WrongCitizenNumber, WrongCreditCode, kind_of
from backend.matters.builtin import load_builtin
from backend.matters.terms import FormField, Text
from tests.cases.test_form import without_form
from tests.cases.typed import NUMBERS
from tests.verification.world import CATALOGUE, City

NUMBER, CODE = NUMBERS["citizen_number"], NUMBERS["credit_code"]
MATTER = replace(
    load_builtin()[0],
    form=(
        FormField("number", Text("公民身份号码", "Citizen number"), type="resident-id", field="citizen_number"),
        FormField("code", Text("代码", "Code"), kind="credit_code"),
        FormField("name", Text("姓名", "Name"), type="resident-id", field="name"),
    ),
)


def kept(fields: Mapping[str, str], before: Mapping[str, str] | None = None) -> dict[str, str]:
    return check_typed(MATTER, fields, {}, before=before or {}, catalogue=CATALOGUE)


def test_a_field_that_a_certificate_would_fill_is_of_the_kind_of_the_certificates_field() -> None:
    assert [kind_of(one, CATALOGUE) for one in MATTER.form] == ["citizen_number", "credit_code", "text"]


def test_one_spelling_is_kept_of_whatever_way_it_is_typed() -> None:
    typed = {"number": " 990103 19450916 ００６９", "code": CODE.lower(), "name": " 任意 "}
    assert kept(typed) == {"number": NUMBER, "code": CODE, "name": " 任意 "}


@pytest.mark.parametrize("wrong", [NUMBER[:-1] + "8", NUMBER[:-1], "990103194513160067", "护照 E1234", "¹" * 18])
def test_what_is_no_citizen_number_is_refused(wrong: str) -> None:
    with pytest.raises(WrongCitizenNumber):
        kept({"number": wrong})


def test_every_wrong_field_is_named_in_its_own_words() -> None:
    with pytest.raises(WrongCreditCode) as refused:
        kept({"code": CODE[:-1] + "X", "number": "1", "name": "x"})
    places = [(one["path"], one["zh"]) for one in refused.value.extra["errors"]]
    assert places == [("/fields/code", WrongCreditCode.zh), ("/fields/number", WrongCitizenNumber.zh)]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_case_with_an_odd_value_of_before_opens_and_goes_on_and_the_value_is_refused_when_it_changes(
    city: City,
) -> None:
    desk = without_form(city)
    path, odd = f"/cases/{desk.case_no}", {"phone": "ask my son", "former_place": "长沙市"}
    with db.transaction(city.engine) as session:
        case = session.scalars(select(Case).where(Case.case_no == desk.case_no)).one()
        keep_typed(case, odd, services=city.services)
        seal_form(case, odd, {}, services=city.services)
    told = city.get(path).json
    assert {one["name"]: one["value"] for one in told["form"] if one["typed"]} == odd
    assert {one["kind"] for one in told["form"] if one["name"] == "citizen_number"} == {"citizen_number"}
    revision = told["revision"]
    changed = city.put(f"{path}/form", {"revision": revision, "fields": odd | {"former_place": "株洲市"}})
    assert changed.status_code == 200
    body = {"revision": changed.json["revision"], "fields": odd | {"phone": "ask my daughter"}}
    refused = city.put(f"{path}/form", body)
    assert (refused.status_code, refused.json["code"]) == (422, "telephone_wrong")
