"""Base45: the examples of RFC 9285, and one text for each byte string."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certs import base45
from certs.errors import MalformedError

EXAMPLES = [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0"), (b"", "")]


@pytest.mark.parametrize(("data", "text"), EXAMPLES)
def test_an_example_of_rfc_9285_reads_both_ways(data: bytes, text: str) -> None:
    assert base45.encode(data) == text
    assert base45.decode(text) == data


@given(st.binary(max_size=400))
def test_bytes_come_back(data: bytes) -> None:
    assert base45.decode(base45.encode(data)) == data


@given(st.text(alphabet=base45.ALPHABET, max_size=40) | st.text(max_size=20))
def test_what_decodes_has_one_text(text: str) -> None:
    try:
        data = base45.decode(text)
    except MalformedError:
        return
    assert base45.encode(data) == text


@pytest.mark.parametrize(
    "text", ["A", "AAAA", "GGW", ":::", "::", "V5", "bb8", "BB8\n", "ＢＢ８", "\ud800BB", "BB\x00"]
)
def test_a_wrong_text_is_refused(text: str) -> None:
    with pytest.raises(MalformedError):
        base45.decode(text)
