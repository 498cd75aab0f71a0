"""The types that come with the library: all fifteen, complete, immutable, and described for the world."""

import json
from dataclasses import FrozenInstanceError
from typing import Any, cast

import pytest

from certs.catalogue import CertificateType, builtin_sources, load_builtin, parse
from tests.certs.catalogue.samples import TYPES, sample_record

IDS = (
    "resident-id", "business-licence", "real-estate-title", "marriage", "driving-licence", "social-security-card",
    "disability", "household-register", "birth", "residence-permit", "senior-card", "food-business-permit",
    "public-hygiene-permit", "teacher-qualification", "general-proof",
)  # fmt: skip
COMMON = ("issue_date", "valid_from", "valid_to", "issuing_authority")
every_type = pytest.mark.parametrize("type_", TYPES, ids=lambda type_: type_.id)


def test_the_fifteen_types_have_their_numbers() -> None:
    assert [(type_.number, type_.id) for type_ in TYPES] == list(enumerate(IDS, 1))


@every_type
def test_a_type_is_found_by_each_of_its_names(type_: CertificateType) -> None:
    catalogue = load_builtin()
    assert catalogue.by_number(type_.number) is type_
    assert catalogue.by_id(type_.id) is type_
    assert catalogue.by_code(type_.code) is type_
    assert catalogue.by_vct(type_.vct) is type_
    assert type_.vct == f"https://liangma.example/types/{type_.id}"


def test_what_is_not_there_is_none() -> None:
    catalogue = load_builtin()
    assert catalogue.by_number(99) is catalogue.by_id("x") is catalogue.by_code("x") is catalogue.by_vct("x") is None
    assert TYPES[0].field_by_label(99) is TYPES[0].view_by_id("x") is None


def test_the_codes_of_public_standards_are_kept() -> None:
    codes = {type_.id: type_.code for type_ in TYPES}
    assert codes["business-licence"] == "11100000MB0143028R001"
    assert codes["real-estate-title"] == "11100000MB03271699001"


@every_type
def test_a_type_has_what_every_certificate_carries(type_: CertificateType) -> None:
    assert set(COMMON) <= set(type_.fields)
    assert type_.fields["valid_to"].open
    assert {type_.number_field, type_.name_field} <= set(type_.fields)


@every_type
def test_a_type_has_headings_for_every_field(type_: CertificateType) -> None:
    for field in type_.fields.values():
        assert field.columns[0] == field.title["zh"].replace("(", "（").replace(")", "）")
        assert all("\u4e00" <= heading[0] <= "\u9fff" for heading in field.columns)


@every_type
def test_numbers_and_names_of_people_are_masked(type_: CertificateType) -> None:
    for field in type_.fields.values():
        if {"person_name", "citizen_number", "phone", "bank_card"} & set(field.validators) or field.kind == "image":
            assert field.mask is not None, field.name


@every_type
def test_the_sample_fills_every_field_but_the_rare_ones(type_: CertificateType) -> None:
    assert set(type_.fields) - set(sample_record(type_.id, 0)) <= {"composition", "notes", "former_name"}


@every_type
def test_the_published_metadata_is_the_standard_part_only(type_: CertificateType) -> None:
    metadata = type_.metadata
    assert set(metadata) == {"vct", "name", "description", "display", "claims"}
    assert metadata["vct"] == type_.vct
    assert [claim["path"] for claim in metadata["claims"]] == [[n] for n in (*type_.fields, *type_.derived)]
    assert {entry["locale"] for entry in metadata["display"]} == {"zh-CN", "en"}
    metadata["vct"] = "changed"
    assert type_.metadata["vct"] == type_.vct


def test_nothing_of_the_catalogue_can_be_changed() -> None:
    type_ = cast(Any, load_builtin().types[0])
    with pytest.raises(FrozenInstanceError):
        type_.number = 7
    for mapping in (type_.fields, type_.derived, type_.views, type_.name, type_.by_label, type_.columns):
        with pytest.raises(TypeError):
            mapping["x"] = 1
    with pytest.raises(TypeError):
        type_.fields["name"].title["zh"] = "x"
    with pytest.raises(TypeError):
        load_builtin().numbers[1] = type_


def test_the_sources_give_the_same_catalogue_again() -> None:
    catalogue = load_builtin()
    assert catalogue is load_builtin()
    assert catalogue.sources == builtin_sources()
    assert parse(catalogue.sources) == catalogue


def test_each_file_is_named_after_its_type() -> None:
    assert {name for name, _ in builtin_sources()} == {f"{type_id}.json" for type_id in IDS}
    for name, text in builtin_sources():
        assert json.loads(text)["liangma"]["id"] + ".json" == name
