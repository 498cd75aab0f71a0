"""Bundles and status lists as others may hand them in: the vectors that the pages' tests read too."""

import json
from typing import Any

import pytest

from certs import base64url, bundle, keys, status
from certs.errors import MalformedError, TrustError
from tests.vectors import make_trust as made

FILE = json.loads(made.FILE.read_text("ascii"))
ANCHOR = keys.public_from_jwk(FILE["anchor"])


def _read(vector: dict[str, Any]) -> status.ReadStatusList:
    at = {"uri": FILE["uri"], "now": vector["now"]}
    if vector["form"] == "jwt":
        return status.read_jwt(vector["token"], ANCHOR, **at)
    return status.read_cwt(base64url.decode(vector["token"]), ANCHOR, **at)


def test_the_file_is_what_its_program_writes() -> None:
    assert made.FILE.read_text("ascii") == made.text()


@pytest.mark.parametrize("vector", FILE["bundles"], ids=lambda vector: vector["name"])
def test_a_bundle_is_read_or_refused_as_written_beside_it(vector: dict[str, Any]) -> None:
    reason = None
    try:
        bundle.read_bundle(
            vector["bundle"], anchor=ANCHOR, now=vector["now"], at_least_number=vector["at_least_number"]
        )
    except TrustError as error:
        reason = error.reason
    assert reason == vector["reason"]


@pytest.mark.parametrize("vector", FILE["status_lists"], ids=lambda vector: f"{vector['form']} {vector['name']}")
def test_a_status_list_is_read_or_refused_as_written_beside_it(vector: dict[str, Any]) -> None:
    if "read" in vector:
        found = _read(vector)
        times = {"iat": found.iat, "exp": found.exp, "ttl": found.ttl}
        assert times | {"bits": found.list.bits, "data": found.list.data.hex()} == vector["read"]
        return
    with pytest.raises((MalformedError, TrustError)) as caught:
        _read(vector)
    assert caught.value.reason == vector["reason"]
