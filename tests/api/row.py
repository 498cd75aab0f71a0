"""What a row of the table of routes says."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.api.town import ROLES, Town

PUBLIC = ("public",)
SIGNED_IN = ROLES[1:]
ADMINISTRATORS = ("department", "operator", "security", "auditor")
Given = Callable[[Town, str], Any]


@dataclass(frozen=True)
class Row:
    """`body` and `query` are made for the first visitor and the id of the target; `fixed` and `absent` fill a path."""

    who: tuple[str, ...]
    status: int = 200
    target: str | None = None
    body: Given | None = None
    query: Given | None = None
    fixed: dict[str, str] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    headers: Given | None = None  # instead of the visitor's own
