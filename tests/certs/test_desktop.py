"""The approval of a desktop: exactly this request with exactly this number, by this key, fresh."""

import json
from typing import Any

import pytest

from certs import keys
from certs.desktop import check_approval
from tests.vectors import make_desktop
from tests.vectors.statements import why_refused

DOCUMENT = json.loads(make_desktop.FILE.read_text("utf-8"))
PUBLIC = keys.public_from_jwk(DOCUMENT["key"])


def why_not(token: str, *, now: int) -> str | None:
    return why_refused(check_approval, token, PUBLIC, make_desktop.SAID, now=now)


@pytest.mark.parametrize("vector", DOCUMENT["vectors"], ids=lambda one: one["name"])
def test_every_vector_is_taken_or_refused_as_written_beside_it(vector: dict[str, Any]) -> None:
    assert why_not(vector["token"], now=vector["now"]) == vector["reason"]


def test_the_vectors_are_what_this_library_makes() -> None:
    assert make_desktop.text() == make_desktop.FILE.read_text("utf-8")
