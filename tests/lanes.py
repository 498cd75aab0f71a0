"""Which requests go through the framework, and not by an express lane."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, request_started


@contextmanager
def framework_requests(app: Flask) -> Iterator[list[str]]:
    """An item for each of them."""
    seen: list[str] = []

    def count(*_args: Any, **_more: Any) -> None:
        seen.append("")

    with request_started.connected_to(count, app):
        yield seen
