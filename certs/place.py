"""What stands under label 0 of a view: the type, its place in a status list, and who shows it where that is not its
holder.

1. It is [type, list, index] or, shown on somebody's behalf, [type, list, index, [kind, name, places]].
2. Kind is 1 delegation, 2 guardian, 3 role. The name is of the person whose phone shows it, 1 to 100 characters.
3. Places are a sum of 1 windows, 2 third parties online, 4 verifiers offline: where such a code may be taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from certs.errors import MalformedError
from certs.kinds import natural

Kind = Literal["delegation", "guardian", "role"]
KINDS: tuple[Kind, ...] = ("delegation", "guardian", "role")
WINDOW, ONLINE, OFFLINE = 1, 2, 4
EVERYWHERE = WINDOW | ONLINE | OFFLINE
MAX_NAME = 100


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """Whose phone shows a certificate that is not theirs: how they came to it, their name, and a sum of places."""

    kind: Kind
    name: str
    places: int

    @property
    def written(self) -> list[Any]:
        """As it stands in a view; raises MalformedError."""
        value = [KINDS.index(self.kind) + 1, self.name, self.places]
        on_behalf_of(value)
        return value

    def allows(self, place: int) -> bool:
        """Whether it may be shown to a verifier of this kind."""
        return bool(self.places & place)


class Place(NamedTuple):
    type: int
    list_no: int
    idx: int
    on_behalf: OnBehalf | None


def place_of(value: Any) -> Place:
    """Rule 1; raises MalformedError."""
    if type(value) is not list or not 3 <= len(value) <= 4:
        raise MalformedError("malformed", "type, status list and index belong under label 0")
    shown_by = on_behalf_of(value[3]) if len(value) == 4 else None
    return Place(natural(value[0]), natural(value[1]), natural(value[2]), shown_by)


def on_behalf_of(value: Any) -> OnBehalf:
    """Rules 2 and 3; raises MalformedError."""
    if type(value) is not list or len(value) != 3:
        raise MalformedError("malformed", "who shows it is a kind, a name and places")
    kind, name, places = value
    if type(kind) is not int or not 1 <= kind <= len(KINDS):
        raise MalformedError("malformed", "shown on behalf in no known way")
    if type(name) is not str or not 1 <= len(name) <= MAX_NAME:
        raise MalformedError("malformed", "the name of who shows it is not in its form")
    if type(places) is not int or not 1 <= places <= EVERYWHERE:
        raise MalformedError("malformed", "no places where it may be shown")
    return OnBehalf(KINDS[kind - 1], name, places)
