"""What marshmallow says of a body is told in Chinese and English, by every schema that reads one."""

import re
from collections.abc import Iterator
from typing import Any

import marshmallow as ma
import pytest
from flask.testing import FlaskClient

import backend.app  # every room, so that its schemas are there
from backend.web.api import ProblemPlace
from backend.web.problem_words import OF_MARSHMALLOW, in_words
from backend.web.problems import places
from backend.web.strict import Body

assert backend.app
ONE_ENGINE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # refused before the database is asked
WRONG: tuple[Any, ...] = (
    None, "", "☃", "x" * 9000, "\ud800", True, 7.5, -(10**18), 10**18, float("nan"), [], ["☃"] * 600, {}, {"☃": "☃"},
    "2026-02-30", "2026-01-01T00:00:00",
)  # fmt: skip


def bodies(kind: type[ma.Schema] = Body) -> Iterator[type[ma.Schema]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("backend."):
            yield one
        yield from bodies(one)


def refusals(schema: ma.Schema) -> Iterator[Any]:
    """What it says to an unknown field, to nothing, and to each field with each wrong value."""
    names = [field.data_key or name for name, field in schema.load_fields.items()]
    for given in ({"☃": 1}, {}, [], *({name: wrong} for name in names for wrong in WRONG)):
        try:
            schema.load(given)  # type: ignore[arg-type]
        except ma.ValidationError as error:
            yield error.messages


def test_every_refusal_of_every_schema_is_told_in_both_languages() -> None:
    untold, heard = set(), set()
    for body in sorted(set(bodies()), key=lambda one: one.__qualname__):
        for messages in refusals(body()):
            for place in in_words(places(messages)):
                heard.add(re.sub(r"\d+", "7", place["problem"]))
                if place["zh"].startswith("此处不符合要求") or place["en"] != place["problem"]:
                    untold.add(place["problem"])
    assert untold == set()
    told = {text.replace("{}", "7") for text in OF_MARSHMALLOW}
    assert {
        "Missing data for required field.", "Field may not be null.", "Unknown field.", "Invalid input type.",
        "Not a valid string.", "Not a valid integer.", "Not a valid boolean.", "Not a valid list.", "Not a valid UUID.",
        "Not a valid date.", "Not a valid mapping type.", "Longer than maximum length 7.",
        "Length must be between 7 and 7.", "Must be greater than or equal to 7 and less than or equal to 7.",
        "String does not match expected pattern.",
    } <= heard & told, heard  # fmt: skip
    assert any(text.startswith("Must be one of: ") for text in heard)


@ONE_ENGINE
def test_a_body_that_is_not_as_documented_is_told_so_in_both_languages(client: FlaskClient) -> None:
    answer = client.post("/api/v1/auth/one-time-codes", json={"phone": 7, "secret": "x"})
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
    assert ProblemPlace(many=True).validate(answer.json["errors"]) == {}
    assert {one["path"]: (one["problem"], one["zh"], one["en"]) for one in answer.json["errors"]} == {
        "/phone": ("Not a valid string.", "应是文字", "Not a valid string."),
        "/secret": ("Unknown field.", "没有这个字段", "Unknown field."),
    }


@ONE_ENGINE
def test_a_query_that_is_not_as_documented_is_told_so_in_both_languages(client: FlaskClient) -> None:
    answer = client.get("/api/v1/matters?limit=0")
    assert answer.status_code == 422
    (place,) = answer.json["errors"]
    assert place["path"] == "/limit"
    assert place["zh"].startswith("应为 1 至 ")
    assert place["en"] == place["problem"]
