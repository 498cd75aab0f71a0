"""The consent to a request: exactly these fields for exactly this asker and purpose, by this key, fresh."""

import json
from typing import Any

import pytest

from certs import keys
from certs.disclosure import check_disclosure, make_disclosure
from tests.vectors import make_disclosure as made
from tests.vectors.statements import why_refused

DOCUMENT = json.loads(made.FILE.read_text("utf-8"))
PUBLIC = keys.public_from_jwk(DOCUMENT["key"])


def why_not(token: str, *, now: int) -> str | None:
    return why_refused(check_disclosure, token, PUBLIC, made.SAID, now=now)


@pytest.mark.parametrize("vector", DOCUMENT["vectors"], ids=lambda one: one["name"])
def test_every_vector_is_taken_or_refused_as_written_beside_it(vector: dict[str, Any]) -> None:
    assert why_not(vector["token"], now=vector["now"]) == vector["reason"]


def test_the_vectors_are_what_this_library_makes() -> None:
    assert made.text() == made.FILE.read_text("utf-8")


def test_another_key_is_refused() -> None:
    other = keys.SoftwareSigner(keys.new_private_key())
    token = make_disclosure(other, made.SAID, iat=made.NOW)
    assert why_not(token, now=made.NOW) == "signature_invalid"
