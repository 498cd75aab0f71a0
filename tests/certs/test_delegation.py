"""The statement of a delegation: exactly these certificates, to exactly this person, on these terms, by this key."""

import json
from typing import Any

import pytest

from certs import base64url, keys
from certs.delegation import check_lending, delegation_id, digest, make_lending
from tests.vectors import make_delegation as made
from tests.vectors.statements import why_refused

DOCUMENT = json.loads(made.FILE.read_text("utf-8"))
PUBLIC = keys.public_from_jwk(DOCUMENT["key"])


def why_not(token: str, *, now: int) -> str | None:
    return why_refused(check_lending, token, PUBLIC, made.SAID, now=now)


@pytest.mark.parametrize("vector", DOCUMENT["vectors"], ids=lambda one: one["name"])
def test_every_vector_is_taken_or_refused_as_written_beside_it(vector: dict[str, Any]) -> None:
    assert why_not(vector["token"], now=vector["now"]) == vector["reason"]


def test_the_vectors_are_what_this_library_makes() -> None:
    assert made.text() == made.FILE.read_text("utf-8")
    assert [digest(one["text"]) for one in DOCUMENT["digests"]] == [one["digest"] for one in DOCUMENT["digests"]]


def test_another_key_is_refused() -> None:
    other = keys.SoftwareSigner(keys.new_private_key())
    assert why_not(make_lending(other, made.SAID, iat=made.NOW), now=made.NOW) == "signature_invalid"


def test_neither_number_nor_secret_stands_in_the_token() -> None:
    for lending, kept in ((made.SAID, made.NUMBER), (made.BY_LINK, made.SECRET)):
        token = make_lending(keys.SoftwareSigner(keys.new_private_key()), lending, iat=made.NOW)
        assert kept not in base64url.decode(token.split(".")[1]).decode()


def test_the_same_statement_signed_twice_has_one_id_and_a_later_one_another() -> None:
    signer = keys.SoftwareSigner(keys.new_private_key())
    one, again, later = (make_lending(signer, made.SAID, iat=made.NOW + late) for late in (0, 0, 1))
    assert one != again  # ECDSA chooses anew
    assert delegation_id(one) == delegation_id(again) != delegation_id(later)
