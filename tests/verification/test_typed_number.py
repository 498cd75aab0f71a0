"""The number itself: its check digit and what is read as one."""

import json
from pathlib import Path

from backend.verification.typed_number import check_digit, digits_in, is_right, new_number

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "typed_codes.json").read_text("utf-8"))


def test_the_vectors_hold() -> None:
    assert [one for one in VECTORS["right"] if not is_right(one)] == []
    assert [one for one in VECTORS["mistyped"] if is_right(one)] == []
    assert [digits_in(one) for one in VECTORS["not_numbers"]] == [None] * len(VECTORS["not_numbers"])
    assert digits_in("  123 456 7897 ") == "1234567897"
    assert check_digit("0794") == "5"  # the standard's own example


def test_every_wrong_digit_of_a_number_is_found() -> None:
    for _ in range(50):
        right = new_number()
        assert is_right(right)
        wrong = [
            right[:at] + digit + right[at + 1 :] for at in range(10) for digit in "0123456789" if digit != right[at]
        ]
        assert [one for one in wrong if is_right(one)] == []
