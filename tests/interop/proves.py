"""What a test proves with a wallet or a checker that nobody here wrote: a row of the last table of docs/standards.md.

`python -m tools.standards_table` writes the table out of these marks; tests/docs/test_standards.py compares. No test of
this project is ever skipped, so that a row stands for what `make test` has just seen.
"""

from collections.abc import Callable
from typing import Any, TypeVar

Test = TypeVar("Test", bound=Callable[..., Any])


def proves(feature: str, *, by: str, result: str = "works") -> Callable[[Test], Test]:
    """`feature` in words; `by`: whose wallet, verifier or library; `result`: what the test sees."""
    assert all((feature, by, result))
    return lambda test: test
