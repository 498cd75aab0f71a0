"""What phones do as wallets, by vectors that the pages check as well: this library makes and accepts the same."""

import json
from typing import Any

import pytest

from certs import keys, sdjwt
from certs.sdjwt import KeyBinding, SdAccepted
from tests.vectors import lm1_world as w
from tests.vectors import make_presentation as made

DOCUMENT = json.loads(made.FILE.read_text("utf-8"))


def test_the_vectors_are_what_this_library_makes() -> None:
    assert made.text() == made.FILE.read_text("utf-8")


@pytest.mark.parametrize("vector", DOCUMENT["presented"], ids=lambda one: ",".join(one["reveal"]))
def test_each_presentation_shows_what_it_should_and_no_more(vector: dict[str, Any]) -> None:
    binding = KeyBinding(vector["aud"], vector["nonce"], 300)
    read = sdjwt.verify(vector["token"], key_for=lambda *_: w.GA.public, now=vector["iat"], key_binding=binding)
    assert isinstance(read, SdAccepted)
    shown = {name: value for name, value in read.claims.items() if name in made.CLAIMS}
    assert shown == {name: value for name, value in made.CLAIMS.items() if name in {*vector["reveal"], "version"}}
    assert keys.public_from_jwk(read.claims["cnf"]["jwk"]) == w.DEVICE.public
