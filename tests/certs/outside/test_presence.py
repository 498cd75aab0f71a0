"""The published vectors are here, and every test of this folder is one that needs them."""

from fnmatch import fnmatch
from pathlib import Path

from tests.certs.outside import conftest
from tests.certs.outside.folder import ABSENT, PRESENT


def test_the_published_vectors_are_here() -> None:
    assert PRESENT, ABSENT


def test_without_the_vectors_no_test_of_this_folder_would_be_collected_by_mistake() -> None:
    names = {path.name for path in Path(__file__).parent.glob("test_*.py")} - {"test_presence.py"}
    assert [name for name in names if not any(fnmatch(name, one) for one in conftest._NEED_VECTORS)] == []
