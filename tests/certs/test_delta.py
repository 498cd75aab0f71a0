"""Deltas: what they make of a bundle is what the whole bundle says, or they are refused."""

import json
from dataclasses import asdict
from typing import Any

import pytest

from certs import base64url, bundle, delta, keys
from certs.errors import TrustError
from tests.vectors import lm1_world as w
from tests.vectors import make_delta as made

FILE = json.loads(made.FILE.read_text("utf-8"))
VECTORS = FILE["vectors"]


def apply(vector: dict[str, Any]) -> bundle.Bundle:
    return delta.apply(w.world(), vector["delta"], now=vector["now"], at_least_number=vector["at_least_number"])


def named(vectors: list[dict[str, Any]], member: str) -> list[Any]:
    return [pytest.param(vector, id=vector["name"]) for vector in vectors if member in vector]


def test_the_file_is_what_its_program_writes() -> None:
    assert made.FILE.read_text("utf-8") == made.text()


@pytest.mark.parametrize("vector", named(VECTORS, "expected"))
def test_a_delta_makes_the_content_of_the_whole_bundle(vector: dict[str, Any]) -> None:
    read, expected = apply(vector), vector["expected"]
    assert asdict(delta.base_of(read)) == expected["content"]
    assert (read.next_update, read.trust.next_update) == (expected["next_update"],) * 2
    for no, index, *answer in expected["status"]:
        found = read.trust.status.look_up(no, index, made.LATER)
        assert [found.value, found.as_of, found.fresh] == answer, (no, index)


@pytest.mark.parametrize("vector", named(VECTORS, "reason"))
def test_a_hostile_delta_is_refused(vector: dict[str, Any]) -> None:
    with pytest.raises(TrustError) as caught:
        apply(vector)
    assert caught.value.reason == vector["reason"]


def test_what_a_delta_makes_is_the_whole_bundle_in_every_part() -> None:
    read = delta.apply(w.world(), made.GOOD, now=made.LATER)
    assert read == bundle.read_bundle(made.WHOLE, anchor=w.ANCHOR.public, now=made.LATER)


def test_whole_and_delta_are_kept_as_two_lines_and_read_again() -> None:
    held = delta.hold(w.BUNDLE, anchor=w.ANCHOR.public, now=w.T0)
    assert (held.base, held.bundle.number) == (made.BASE, 12)
    newer = delta.update(held, made.GOOD + "\n", now=made.LATER)
    assert newer.base == made.BASE
    assert newer.text == f"{w.BUNDLE}\n{made.GOOD}"
    again = delta.hold(newer.text, anchor=w.ANCHOR.public, now=made.LATER, at_least_number=15)
    assert again == newer
    last = delta.update(again, made.made(made.whole(made.ENTRIES, number=16), made.CHANGED), now=made.LATER)
    assert (last.bundle.number, last.text.count("\n")) == (16, 1)


def test_a_whole_bundle_takes_the_place_of_both() -> None:
    held = delta.update(delta.hold(w.BUNDLE, anchor=None, now=w.T0), made.GOOD, now=made.LATER)
    assert not held.bundle.anchor_pinned
    newer = delta.update(held, made.whole(made.ENTRIES, number=16), now=made.LATER)
    assert (newer.base.number, newer.text.count("\n")) == (16, 0)


@pytest.mark.parametrize("text", [w.BUNDLE, made.WHOLE, made.GOOD])
def test_nothing_older_than_what_is_held_is_taken(text: str) -> None:
    newest = made.made(made.whole(made.ENTRIES, number=16), made.CHANGED)
    held = delta.update(delta.hold(w.BUNDLE, anchor=w.ANCHOR.public, now=w.T0), newest, now=made.LATER)
    with pytest.raises(TrustError, match="rollback"):
        delta.update(held, text, now=made.LATER)


def test_the_kept_pair_is_refused_when_its_delta_is_older_than_the_number_kept() -> None:
    text = f"{w.BUNDLE}\n{made.GOOD}"
    with pytest.raises(TrustError, match="rollback"):
        delta.hold(text, anchor=w.ANCHOR.public, now=made.LATER, at_least_number=16)
    with pytest.raises(TrustError, match="rollback"):
        delta.hold(w.BUNDLE, anchor=w.ANCHOR.public, now=made.LATER, at_least_number=15)


@pytest.mark.parametrize("more", ["\nx", f"\n{w.BUNDLE}", f"\n{made.GOOD}\n{made.GOOD}"])
def test_what_was_kept_and_damaged_is_refused(more: str) -> None:
    with pytest.raises(TrustError, match="malformed"):
        delta.hold(w.BUNDLE + more, anchor=w.ANCHOR.public, now=made.LATER)


def test_another_anchor_is_refused_for_delta_and_whole() -> None:
    stranger = delta.hold(w.BUNDLE, anchor=None, now=w.T0)
    foreign = made.signed(w.OTHER)
    with pytest.raises(TrustError, match="signature_invalid"):
        delta.update(stranger, foreign, now=made.LATER)
    with pytest.raises(TrustError, match="signature_invalid"):
        delta.hold(w.BUNDLE, anchor=w.OTHER.public, now=w.T0)


def test_a_base_is_asked_about_by_its_number_time_and_digests() -> None:
    query = dict(pair.split("=") for pair in made.BASE.query().split("&"))
    assert query == {name: str(value) for name, value in FILE["base"].items()}
    assert keys.public_from_jwk(FILE["anchor"]) == w.ANCHOR.public
    assert all(len(base64url.decode(query[name])) == 32 for name in ("trust_list", "types", "status_lists"))
