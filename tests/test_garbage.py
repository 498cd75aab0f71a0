"""A chunk is not interrupted by the look for cyclic garbage, and afterwards everything is as it was."""

import gc

import pytest

from backend import garbage


def test_no_look_inside_and_again_afterwards_whatever_happened() -> None:
    assert gc.isenabled()
    with garbage.left_alone():
        assert not gc.isenabled()
        with garbage.left_alone():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="a chunk that fails"), garbage.left_alone():
        raise ValueError("a chunk that fails")
    assert gc.isenabled()
