"""The longest views of the built-in types, which other implementations measure and read: each verifies, none is old."""

import json
from typing import Any

import pytest

from certs import base64url, catalogue, keys, lm1
from tests.vectors import lm1_world, make_views

DOCUMENT = json.loads(make_views.FILE.read_text("ascii"))


def test_the_file_is_what_its_maker_writes() -> None:
    assert make_views.text() == make_views.FILE.read_text("ascii")


@pytest.mark.parametrize("one", DOCUMENT["views"], ids=lambda one: f"{one['type']}-{one['view']}")
def test_every_field_of_a_view_is_named(one: dict[str, Any]) -> None:
    view = lm1.parse_view(base64url.decode(one["signed"]))
    assert keys.verify(lm1_world.GA.public, view.signature, view.to_be_signed)
    type_ = catalogue.load_builtin().by_id(one["type"])
    assert type_ is not None
    assert type_.read_fields(view.fields).keys() <= set(one["labels"].values())
    assert {str(label) for label in view.fields} <= one["labels"].keys()
