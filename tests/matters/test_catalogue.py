"""The matters that come with the program are fit to publish, and the reports' promises hold on them."""

import pytest

from backend.matters.builtin import builtin_sources, load_builtin, parse_all
from backend.matters.document import DocumentError
from backend.matters.evaluate import evaluate, fill_form
from backend.matters.lint import lint
from backend.matters.offices import builtin_offices
from backend.matters.presented import Applicant
from backend.matters.terms import Matter
from certs.catalogue import load_builtin as load_types
from tests.matters.examples import (
    COMPANY,
    LI,
    LI_HERSELF,
    THE_COMPANY,
    TODAY,
    WANG,
    id_card,
    licence,
    marriage,
    shown,
    title,
)


def matter(code: str) -> Matter:
    return next(one for one in load_builtin() if one.code == code)


def test_every_built_in_matter_passes_the_lint() -> None:
    assert [str(problem) for problem in lint(load_builtin(), load_types(), builtin_offices())] == []


def test_there_are_at_least_thirty_four_and_most_of_them_spare_a_paper() -> None:
    matters = load_builtin()
    assert len(matters) >= 34
    assert all(any(material.replaced_by for material in one.materials) for one in matters)


def test_every_certificate_type_spares_a_paper_or_is_a_result_somewhere() -> None:
    used = {replacement.type for one in load_builtin() for _, replacement in one.replacements()}
    used |= {one.result.type for one in load_builtin() if one.result.type}
    assert used == {one.id for one in load_types().types}


def test_two_files_with_one_code_are_refused() -> None:
    name, text = builtin_sources()[0]
    with pytest.raises(DocumentError, match="is already in"):
        parse_all([(name, text), ("copy.yaml", text)])


def test_a_tender_is_entered_without_handing_in_the_licence() -> None:
    applicant = Applicant("organisation", COMPANY, agents=frozenset({WANG}))
    found = evaluate(
        matter("js-procurement-bid"),
        (licence(), id_card(LI, "李娜"), id_card(WANG, "王强")),
        today=TODAY,
        applicant=applicant,
    )
    exempt = {one.material_code for one in found if one.state == "exempt"}
    assert {"business-licence", "representative-id", "agent-id"} <= exempt


def test_a_mortgage_of_a_married_owner_needs_four_certificates_and_no_paper_copy_of_them() -> None:
    deed = shown("real-estate-title", LI, {**title().fields, "unit_number": "1", "number": "苏(2019)"})
    wed = shown(
        "marriage",
        LI,
        {**marriage().fields, "husband_name": "王强", "wife_name": "李娜", "registered_on": "2020-01-01"},
    )
    presented = (id_card(), id_card(WANG, "王强"), deed, wed)
    found = evaluate(matter("zr-mortgage"), presented, today=TODAY, applicant=LI_HERSELF, answers={"married": "yes"})
    assert {one.material_code for one in found if one.state == "exempt"} == {
        "id-card",
        "title",
        "marriage",
        "spouse-id",
    }
    assert fill_form(matter("zr-mortgage"), presented, applicant=LI_HERSELF, today=TODAY)["location"] == "人民路 1 号"


def test_a_strangers_pack_strikes_nothing_off_anywhere() -> None:
    nobody = Applicant("citizen", "nobody", name="无名")
    pack = (id_card(), id_card(WANG), marriage(), title())
    for one in load_builtin():
        applicant = nobody if one.applicant == "citizen" else THE_COMPANY
        found = evaluate(one, pack, today=TODAY, applicant=applicant)
        assert [outcome.material_code for outcome in found if outcome.state == "exempt"] == []
