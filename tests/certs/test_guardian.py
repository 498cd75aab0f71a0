"""A parent's confirmation: exactly this child by exactly this record, by this key, fresh."""

import json
from typing import Any

import pytest

from certs import keys
from certs.guardian import check_confirmation
from tests.vectors import make_guardian
from tests.vectors.statements import NOW, why_refused

DOCUMENT = json.loads(make_guardian.FILE.read_text("utf-8"))
PUBLIC = keys.public_from_jwk(DOCUMENT["key"])


def why_not(token: str, *, now: int, public: keys.PublicKey = PUBLIC) -> str | None:
    return why_refused(check_confirmation, token, public, make_guardian.SAID, now=now)


@pytest.mark.parametrize("vector", DOCUMENT["vectors"], ids=lambda one: one["name"])
def test_every_vector_is_taken_or_refused_as_written_beside_it(vector: dict[str, Any]) -> None:
    assert why_not(vector["token"], now=vector["now"]) == vector["reason"]


def test_the_vectors_are_what_this_library_makes_and_another_key_is_refused() -> None:
    assert make_guardian.text() == make_guardian.FILE.read_text("utf-8")
    other = keys.SoftwareSigner(keys.new_private_key()).public
    assert why_not(DOCUMENT["vectors"][0]["token"], now=NOW, public=other) == "signature_invalid"
