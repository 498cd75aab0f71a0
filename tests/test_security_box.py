"""Rules of `backend.security`: what is sealed is bound to its row, and numbers are found only with the key."""

import os

import pytest
from cryptography.exceptions import InvalidTag

from backend.security import VERSION, Box

DATA, INDEX = b"d" * 32, b"i" * 32
BOX = Box(DATA, INDEX)
ROW, OTHER_ROW = b"person:1", b"person:2"
NUMBER = "990103197405270099"


# ── rule 1: sealed, and bound to the row ──


@pytest.mark.parametrize("value", [{"name": "郭涛刚", "number": NUMBER}, [1, None, True], "", 0, None])
def test_a_sealed_value_opens_in_its_row(value: object) -> None:
    assert BOX.open(BOX.seal(value, ROW), ROW) == value


def test_a_sealed_value_shows_nothing_of_what_it_holds() -> None:
    sealed = BOX.seal({"name": "郭涛刚", "number": NUMBER}, ROW)
    assert NUMBER.encode() not in sealed
    assert "郭涛刚".encode() not in sealed


def test_a_sealed_value_moved_to_another_row_does_not_open() -> None:
    with pytest.raises(InvalidTag):
        BOX.open(BOX.seal("x", ROW), OTHER_ROW)


def test_no_altered_byte_after_the_version_goes_unseen() -> None:
    sealed = BOX.seal("x", ROW)
    for place in range(1, len(sealed)):
        altered = bytearray(sealed)
        altered[place] ^= 1
        with pytest.raises(InvalidTag):
            BOX.open(bytes(altered), ROW)


def test_a_shortened_or_lengthened_value_does_not_open() -> None:
    sealed = BOX.seal("value", ROW)
    for wrong in (sealed[:-1], sealed + b"\0", sealed[:29], sealed[:8], b""):
        with pytest.raises(InvalidTag):
            BOX.open(wrong, ROW)


def test_the_same_value_sealed_twice_looks_different() -> None:
    assert len({BOX.seal("x", ROW) for _ in range(50)}) == 50


def test_every_sealed_value_names_its_generation_of_keys() -> None:
    assert BOX.seal("x", ROW)[:1] == BOX.seal_key(b"k" * 32, ROW)[:1] == VERSION


def test_another_data_key_opens_nothing() -> None:
    with pytest.raises(InvalidTag):
        Box(os.urandom(32), INDEX).open(BOX.seal("x", ROW), ROW)


def test_signing_keys_are_sealed_bound_and_kept_apart_from_fields() -> None:
    private = os.urandom(32)
    sealed = BOX.seal_key(private, ROW)
    assert BOX.open_key(sealed, ROW) == private
    assert private not in sealed
    with pytest.raises(InvalidTag):
        BOX.open_key(sealed, OTHER_ROW)
    with pytest.raises(InvalidTag):
        BOX.open(sealed, ROW)  # a key does not open as a field
    with pytest.raises(InvalidTag):
        BOX.open_key(BOX.seal("x", ROW), ROW)


# ── rule 2: look-ups by keyed blind indexes ──


def test_a_blind_index_finds_the_same_number_again_and_is_32_bytes() -> None:
    assert BOX.blind("citizen", NUMBER) == Box(os.urandom(32), INDEX).blind("citizen", NUMBER)
    assert len(BOX.blind("citizen", NUMBER)) == 32
    assert BOX.blind("citizen", NUMBER) != BOX.blind("citizen", NUMBER[:-1] + "8")


def test_a_blind_index_is_worthless_without_the_index_key() -> None:
    assert Box(DATA, os.urandom(32)).blind("citizen", NUMBER) != BOX.blind("citizen", NUMBER)


def test_one_number_in_two_kinds_has_two_indexes_however_kind_and_number_are_cut() -> None:
    pairs = [("citizen", NUMBER), ("phone", NUMBER), ("citize", "n" + NUMBER), ("citizen" + NUMBER[:1], NUMBER[1:])]
    assert len({BOX.blind(kind, value) for kind, value in pairs}) == len(pairs)


# ── rule 3: keys come from outside ──


def test_a_printed_box_shows_no_key() -> None:
    assert "dddd" not in repr(BOX)
    assert "iiii" not in repr(BOX)
