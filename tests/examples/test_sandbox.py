"""Whoever tries the examples with the demo's own partner is not refused for what it is registered for."""

from backend.partners.sandbox import PURPOSES
from examples.partner import bank, website


def test_the_sandbox_may_ask_what_the_examples_ask() -> None:
    rights = {code: types for code, *_, types in PURPOSES}
    assert set(bank.LICENCE["required"]) <= set(rights[bank.PURPOSE][2])
    assert set(website.WANTED[0]["fields"]) <= set(rights[website.PURPOSE][1])
