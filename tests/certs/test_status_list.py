"""The bits of a status list: it reads back as it was built, outside it there is no answer, bombs do not inflate."""

import tracemalloc
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certs import base64url, cbor, status
from certs.errors import MalformedError

LISTS = st.sampled_from([1, 2, 4, 8]).flatmap(
    lambda bits: st.tuples(st.just(bits), st.lists(st.integers(0, 2**bits - 1), max_size=300))
)


@given(LISTS)
def test_any_list_reads_back_entry_by_entry_in_both_forms(bits_and_values: tuple[int, list[int]]) -> None:
    bits, values = bits_and_values
    built = status.build(dict(enumerate(values)), size=len(values), bits=bits)
    assert [built.get(index) for index in range(len(values))] == values
    assert status.from_json(status.to_json(built)) == built
    assert status.from_cbor(status.to_cbor(built)) == built


def test_the_lowest_bits_of_a_byte_are_its_first_entries() -> None:
    assert status.build({0: 1, 1: 2, 3: 3}, size=4).data == bytes([0b11_00_10_01])


def test_an_index_outside_the_list_has_no_value() -> None:
    listed = status.build({}, size=8)
    assert [listed.get(index) for index in (-1, 0, 7, 8, 10**9)] == [None, 0, 0, None, None]


@pytest.mark.parametrize(("entries", "bits"), [({8: 1}, 2), ({-1: 1}, 2), ({0: 4}, 2), ({0: 2}, 1), ({0: -1}, 8)])
def test_what_does_not_fit_is_not_built(entries: dict[int, int], bits: int) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        status.build(entries, size=8, bits=bits)


@pytest.mark.parametrize("bits", [0, 3, 16, -1, True, "2", None, 2.0, [2]])
def test_another_width_than_1_2_4_or_8_bits_is_refused(bits: Any) -> None:
    with pytest.raises(MalformedError):
        status.from_json({"bits": bits, "lst": base64url.encode(zlib.compress(b"ab"))})


def test_a_list_without_a_width_is_refused() -> None:
    lst = zlib.compress(b"ab")
    with pytest.raises(MalformedError):
        status.from_json({"lst": base64url.encode(lst)})
    with pytest.raises(MalformedError):
        status.from_cbor(cbor.encode({"lst": lst}))


@pytest.mark.parametrize("lst", [None, 1, "", "eNo=", "a b", base64url.encode(b"not zlib"), ["eNo"]])
def test_a_list_that_is_not_compressed_text_is_refused(lst: Any) -> None:
    with pytest.raises(MalformedError):
        status.from_json({"bits": 2, "lst": lst})


def test_a_list_cut_short_or_with_more_after_its_end_is_refused() -> None:
    whole = zlib.compress(bytes(range(200)))
    for data in (whole[:-1], whole[:-5], whole + b"x", whole + whole):
        with pytest.raises(MalformedError):
            status.from_cbor(cbor.encode({"bits": 2, "lst": data}))


def test_a_list_of_a_million_entries_at_one_percent_stays_small() -> None:
    built = status.build({index: 1 for index in range(0, 1_000_000, 100)}, size=1_000_000)
    assert built.size == 1_000_000
    assert len(status.to_cbor(built)) < 20_000


def test_twenty_zlib_bombs_are_refused_without_inflating() -> None:
    bomb = {"bits": 8, "lst": base64url.encode(zlib.compress(bytes(1 << 26), 9))}
    tracemalloc.start()
    for _ in range(20):
        with pytest.raises(MalformedError) as caught:
            status.from_json(bomb)
        assert caught.value.reason == "too_long"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize(
    ("claims", "expected"),
    [({}, None), *(({"status": {"status_list": {"uri": "u", "idx": place}}}, ("u", place)) for place in (0, 3))],
)
def test_the_reference_of_a_certificate_is_found(claims: dict[str, Any], expected: Any) -> None:
    assert status.reference_of(claims) == expected


@pytest.mark.parametrize(
    "claim",
    [None, "x", {}, {"status_list": 1}, {"status_list": {"uri": "u"}}, {"status_list": {"uri": "u", "idx": -1}},
     {"status_list": {"uri": "u", "idx": True}}, {"status_list": {"uri": 1, "idx": 1}}],
)  # fmt: skip
def test_a_reference_that_cannot_be_followed_is_refused(claim: Any) -> None:
    with pytest.raises(MalformedError):
        status.reference_of({"status": claim})
