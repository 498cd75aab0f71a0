"""The encoding examples of the Token Status List draft: 1, 2, 4 and 8 bits, JSON and CBOR."""

import json
import re

import pytest

from certs import status
from tests.certs.outside.folder import VECTORS, joined

FOLDER = VECTORS / "token-status-list"
EXPECTED = json.loads((FOLDER / "expected.json").read_text())
LONG = {1: "1_long", 2: "2_long", 4: "4", 8: "8"}
TWELVE = [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]
SIXTEEN = [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]


def _json_form(name: str) -> dict[str, object]:
    found = re.search(r"\{.*\}", joined(FOLDER / f"status_list_encoding{name}_json.md"))
    assert found is not None
    return json.loads(found.group())


def _cbor_form(name: str) -> bytes:
    lines = (FOLDER / f"status_list_encoding{name}_cbor.md").read_text().splitlines()
    return bytes.fromhex("".join(line for line in lines if re.fullmatch(r"[0-9a-f]+", line.strip())))


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
def test_every_entry_of_a_long_example_reads_as_published(bits: int) -> None:
    expected = {int(index): value for index, value in EXPECTED["expected"][str(bits)].items()}
    from_json = status.from_json(_json_form(LONG[bits]))
    from_cbor = status.from_cbor(_cbor_form(LONG[bits]))
    assert from_json == from_cbor
    assert from_json.bits == bits
    assert from_json.size == EXPECTED["entries"]
    assert {index: from_json.get(index) for index in expected} == expected
    assert from_json == status.build(expected, size=EXPECTED["entries"], bits=bits)


@pytest.mark.parametrize(("name", "bits", "values"), [("", 1, SIXTEEN), ("2", 2, TWELVE)])
def test_the_short_examples_read_and_write_as_published(name: str, bits: int, values: list[int]) -> None:
    built = status.build(dict(enumerate(values)), size=len(values), bits=bits)
    assert status.from_json(_json_form(name)) == built
    assert status.from_cbor(_cbor_form(name)) == built
    assert status.to_json(built) == _json_form(name)
    assert status.to_cbor(built) == _cbor_form(name)
