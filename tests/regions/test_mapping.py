"""The mapping of types as data: every mistake is named by its place, all at once."""

from typing import Any

import pytest

from backend.regions.mapping import read_accepts, settle
from backend.regions.refusals import RegionInvalid
from certs.catalogue import load_builtin, parse
from tests.regions.conftest import ACCEPTS
from tests.vectors import region_world as r

OURS, THEIRS = load_builtin(), parse(r.TYPES)
CARD = ACCEPTS["citizen-card"]


def problems(accepts: dict[str, Any]) -> list[str]:
    with pytest.raises(RegionInvalid) as refused:
        settle(accepts, THEIRS, OURS)
    return [one["path"] for one in refused.value.extra["errors"]]


def test_a_mapping_in_yaml_is_read_and_written_out_in_full() -> None:
    text = "citizen-card:\n  type: resident-id\n  fields: {full_name: name, internal: null}\n"
    full = settle(read_accepts(text), THEIRS, OURS)
    assert full == {
        "citizen-card": {"type": "resident-id", "fields": {"full_name": "name", "internal": None}, "values": {}}
    }


def test_a_star_stands_for_what_both_call_alike_and_keep_alike() -> None:
    full = settle({"resident-id": {"type": "resident-id", "fields": "*"}}, OURS, OURS)
    assert "citizen_number" in full["resident-id"]["fields"]
    card = settle({"citizen-card": {"type": "resident-id", "fields": "*"}}, THEIRS, OURS)["citizen-card"]["fields"]
    assert set(card) == {"birth_date", "valid_from", "valid_to", "portrait", "over_18", "portrait_digest"}


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"type": "no-such"}, "/accepts/citizen-card"),
        ({"type": "business-licence"}, "/accepts/citizen-card"),
        ({"type": 5}, "/accepts/citizen-card"),
        ({"more": 1}, "/accepts/citizen-card"),
        ({"fields": {}}, "/accepts/citizen-card/fields"),
        ({"fields": ["name"]}, "/accepts/citizen-card/fields"),
        ({"fields": {"full_name": 1}}, "/accepts/citizen-card/fields"),
        ({"fields": {"nick_name": "name"}}, "/accepts/citizen-card/fields/nick_name"),
        ({"fields": {"full_name": "nick_name"}}, "/accepts/citizen-card/fields/full_name"),
        ({"fields": {"birth_date": "name"}}, "/accepts/citizen-card/fields/birth_date"),
        ({"fields": {"full_name": "name", "card_number": "name"}}, "/accepts/citizen-card/fields/card_number"),
        ({"values": {"birth_date": {"a": "b"}}}, "/accepts/citizen-card/values/birth_date"),
        ({"values": {"internal": {"a": "b"}}}, "/accepts/citizen-card/values/internal"),
        ({"values": {"full_name": {}}}, "/accepts/citizen-card/values"),
        ({"values": {"full_name": {"a": 1}}}, "/accepts/citizen-card/values"),
    ],
)
def test_a_mistake_is_named_by_its_place(change: dict[str, Any], path: str) -> None:
    assert path in problems({"citizen-card": {**CARD, **change}})


def test_all_mistakes_are_told_at_once() -> None:
    assert problems({"a": CARD, "citizen-card": {**CARD, "fields": {"x": "name", "y": "name"}}}) == [
        "/accepts/a", "/accepts/citizen-card/fields/x", "/accepts/citizen-card/fields/y",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "[]", "5", "a: &x 1", "a: {b: 1, b: 2}", "a: " + "x" * 40_000])
def test_a_document_that_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(RegionInvalid):
        settle(read_accepts(text), THEIRS, OURS)
