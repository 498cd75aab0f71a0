"""The authorisation of an agent: exactly this agent for exactly this case, by this key, fresh."""

import json
from typing import Any

import pytest

from certs import base64url, keys
from certs.agent import Authorisation, check_authorisation, make_authorisation, number_digest
from tests.vectors import make_agent
from tests.vectors.statements import why_refused

DOCUMENT = json.loads(make_agent.FILE.read_text("utf-8"))
PUBLIC = keys.public_from_jwk(DOCUMENT["key"])


def why_not(token: str, *, now: int, said: Authorisation = make_agent.SAID) -> str | None:
    return why_refused(check_authorisation, token, PUBLIC, said, now=now)


@pytest.mark.parametrize("vector", DOCUMENT["vectors"], ids=lambda one: one["name"])
def test_every_vector_is_taken_or_refused_as_written_beside_it(vector: dict[str, Any]) -> None:
    assert why_not(vector["token"], now=vector["now"]) == vector["reason"]


def test_the_vectors_are_what_this_library_makes() -> None:
    assert make_agent.text() == make_agent.FILE.read_text("utf-8")
    assert number_digest(DOCUMENT["digest"]["number"]) == DOCUMENT["digest"]["digest"]


def test_another_key_is_refused() -> None:
    other = keys.SoftwareSigner(keys.new_private_key())
    token = make_authorisation(other, make_agent.SAID, iat=make_agent.NOW)
    assert why_not(token, now=make_agent.NOW) == "signature_invalid"


def test_the_agents_number_does_not_stand_in_the_token() -> None:
    token = make_authorisation(keys.SoftwareSigner(keys.new_private_key()), make_agent.SAID, iat=make_agent.NOW)
    said = base64url.decode(token.split(".")[1]).decode()
    assert make_agent.SAID.name in said
    assert make_agent.NUMBER not in said
