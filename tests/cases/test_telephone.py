"""A telephone number in a form: one spelling of it, whatever was typed, and a refusal that says what to type."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from backend.cases.form import check_typed
from backend.cases.telephone import telephone_of
from backend.cases.typed import WrongTelephone
from backend.matters.builtin import load_builtin
from backend.matters.document import DocumentError, parse
from backend.matters.stored import to_document
from backend.matters.written import to_text
from tests.cases.test_form import without_form
from tests.matters.examples import MATTER
from tests.verification.world import CATALOGUE, City

ROOT = Path(__file__).parents[2]
VECTORS = orjson.loads((ROOT / "tests/vectors/telephones.json").read_bytes())


@pytest.mark.parametrize(("typed", "kept"), VECTORS["kept"])
def test_whatever_way_it_is_typed_one_spelling_is_kept(typed: str, kept: str) -> None:
    assert telephone_of(typed) == kept == telephone_of(kept)


@pytest.mark.parametrize("typed", VECTORS["refused"])
def test_what_no_telephone_could_have_is_none(typed: str) -> None:
    assert telephone_of(typed) is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_form_keeps_the_one_spelling_and_refuses_what_is_no_number(city: City) -> None:
    desk = without_form(city)
    path = f"/cases/{desk.case_no}/form"
    fields = {"phone": "ask my son", "former_place": "长沙市"}
    refused = city.put(path, {"revision": desk.case.revision, "fields": fields})
    assert (refused.status_code, refused.json["code"]) == (422, "telephone_wrong")
    assert [one["path"] for one in refused.json["errors"]] == ["/fields/phone"]
    assert "11 位" in refused.json["next_step"]["zh"]
    assert "area code" in refused.json["next_step"]["en"]
    assert "ask my son" not in refused.text
    kept = city.put(path, {"revision": desk.case.revision, "fields": fields | {"phone": "+86 139-0000-0000"}})
    told = {one["name"]: one for one in kept.json["form"]}
    assert (told["phone"]["value"], told["phone"]["kind"]) == ("13900000000", "telephone")
    assert (told["former_place"]["value"], told["former_place"]["kind"]) == ("长沙市", "text")


def test_every_built_in_matter_that_asks_for_a_telephone_says_so() -> None:
    asked = {one.kind for matter in load_builtin() for one in matter.form if "电话" in one.label.zh}
    assert asked == {"telephone"}


def test_a_file_without_kinds_loads_as_before_and_takes_any_text() -> None:
    matter = parse(MATTER, "zz-test.yaml")
    assert {one.kind for one in matter.form} == {"text"}
    first = matter.form[-1].name
    assert check_typed(matter, {first: " any text "}, {}, before={}, catalogue=CATALOGUE) == {first: " any text "}
    telephone = replace(matter, form=(*matter.form[:-1], replace(matter.form[-1], kind="telephone")))
    assert parse(to_text(telephone), "zz-test.yaml").form == telephone.form
    assert to_document(telephone)["form"][-1]["kind"] == "telephone"
    with pytest.raises(WrongTelephone):
        check_typed(telephone, {first: "any text"}, {}, before={}, catalogue=CATALOGUE)
    with pytest.raises(DocumentError, match="fax is not one of"):
        parse(to_text(telephone).replace("kind: telephone", "kind: fax"), "zz-test.yaml")
