"""A rule that is asked of each file, as one test a folder: thousands of tests cost more to begin than to run."""

from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path, PurePath
from typing import Any, TypeVar

import pytest

File = TypeVar("File", str, Path)


def each(files: Iterable[File]) -> Callable[[Callable[[File], None]], Callable[..., None]]:
    """Decorates a rule that asserts something of one file; the test names every file that breaks it."""
    folders: dict[str, list[File]] = {}
    for file in files:
        folders.setdefault(PurePath(file).parent.as_posix(), []).append(file)

    def decorate(rule: Callable[[File], None]) -> Callable[..., None]:
        def of_folder(folder: str) -> None:
            assert [said for said in (_broken(rule, file) for file in folders[folder]) if said] == []

        named: Any = wraps(rule)(of_folder)
        del named.__wrapped__  # pytest would read the rule's own argument
        marked: Callable[..., None] = pytest.mark.parametrize("folder", folders)(named)
        return marked

    return decorate


def _broken(rule: Callable[[File], None], file: File) -> str:
    try:
        rule(file)
    except AssertionError as error:
        return f"{file}: {error}"
    return ""
