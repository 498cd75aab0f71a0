"""The worked example of docs/issuers.md is read, filled and shown as the guide says."""

import csv
import re
from datetime import date
from pathlib import Path

import cbor2
import pytest

from certs.catalogue import CertificateType, builtin_sources, parse, validators
from certs.catalogue.reading import _VALIDITY
from certs.catalogue.rules import RULES
from certs.errors import CatalogueError

GUIDE = (Path(__file__).parents[3] / "docs" / "issuers.md").read_text("utf-8")
TODAY = date(2026, 6, 1)


def block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def example() -> CertificateType:
    found = parse([*builtin_sources(), ("volunteer-card.json", block("json"))]).by_id("volunteer-card")
    assert found is not None
    return found


def test_the_example_record_becomes_a_certificate_in_every_view() -> None:
    type_ = example()
    row = next(csv.DictReader(block("csv").splitlines()))
    record, unknown = type_.record_of(row)
    assert unknown == ()
    clean, problems = type_.check(record, today=TODAY)
    assert problems == []
    assert (clean["phone"], clean["hours"], clean["issue_date"]) == ("13800138000", 326, "2026-03-01")
    assert type_.validity_of(clean, TODAY) == (TODAY, date(2029, 6, 1))
    for view in type_.views:
        fields = type_.view_fields(view, clean, today=TODAY)
        assert len(cbor2.dumps(fields)) <= 244
        assert type_.read_fields(fields)


def test_the_refusal_the_guide_shows_is_the_one_given() -> None:
    text = block("json").replace('["phone"], "mask"', '["phone_number"], "mask"')
    with pytest.raises(CatalogueError) as refused:
        parse([("volunteer-card.json", text)])
    shown = re.search(r"`(volunteer-card\.json:\d+: [^`]*)`", GUIDE)
    assert shown is not None
    assert str(refused.value).endswith(shown[1])


def test_the_guide_names_every_validator_rule_and_kind() -> None:
    names = {*validators.PLAIN, *validators.WITH_ARGUMENT, *RULES, *validators.KINDS, *_VALIDITY}
    assert {name for name in names if not re.search(rf"`{name}[`:]", GUIDE)} == set()
