"""Every route has a limit class; one without answers nobody. A test writes down the class of every route.

Rules: 1. a class follows from the audience (`public`, `signed-in`, `partner`) unless the route names another; 2. where
something can be guessed, the route is of the class `guess` and names the limit that its use case counts by: in SQL, in
the guess's own transaction, so that what cannot be counted is not tried (503); 3. the other classes are counted here,
by account or, where nobody is signed in, by address, and with everybody's requests together; they guard room and time,
so they fail open; 4. what is not counted here says why.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class LimitClass:
    """`each`: requests a minute by one account or address; None where they are not counted at the edge (rule 4)."""

    name: str
    each: int | None
    why: str


CLASSES: Mapping[str, LimitClass] = MappingProxyType(
    {
        one.name: one
        for one in (
            LimitClass("file", None, "a page asks for many, and the proxy limits connections"),
            LimitClass("probe", None, "whoever watches the machines must get an answer under load"),
            LimitClass("scan", None, "partners are counted by their registered limits, callers by refused codes"),
            LimitClass("public", 1_200, "by address: a hall with one address, and nobody alone takes it all"),
            LimitClass("signed-in", 1_200, "by account: a page that is left open, or a script"),
            LimitClass("partner", 12_000, "by partner: one sign-in for many counters; registered limits count in SQL"),
            LimitClass("own-data", 3, "by account: each reads everything that is kept about a person"),
            LimitClass("guess", 1_200, "by account or address, beside the limit in SQL that decides"),
        )
    }
)


def limited(name: str) -> Callable[[View], View]:
    """Name another class than the audience's. Stands under `allow`."""
    return _mark(CLASSES[name].name, None)


def guesses(limit: str) -> Callable[[View], View]:
    """Rule 2: `limit` is the name that the use case counts by. Stands under `allow`."""
    return _mark("guess", limit)


def _mark(name: str, limit: str | None) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.limit_class, view.limit_name = name, limit  # type: ignore[attr-defined]
        return view

    return mark


def class_of(view: Callable[..., Any]) -> LimitClass | None:
    """Rule 1; None for a view without an audience."""
    audience: frozenset[str] = getattr(view, "audience", frozenset())
    if not audience:
        return None
    own = getattr(view, "limit_class", None)
    if own is None:
        own = "public" if "public" in audience else "partner" if audience == {"partner"} else "signed-in"
    return CLASSES[own]
