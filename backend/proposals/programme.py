"""What a programme is: to whom a certificate is offered without an application, by which rule, and what a yes does.

Values only; `document.parse` is the one place that builds them from text.
"""

from dataclasses import dataclass
from typing import Literal

from backend.matters.rules import SoundRules
from backend.matters.terms import Text
from backend.security import Box

Way = Literal["record", "text", "today", "office", "number"]


@dataclass(frozen=True)
class Made:
    """How one field of the granted certificate is made: `value` is a field of the record, a text, or a pattern.

    `today` is the day of the consent, `office` the name under which the issuing office is registered.
    """

    field: str
    way: Way
    value: str = ""


@dataclass(frozen=True)
class Programme:
    """One certificate that an office gives without an application.

    `register` is the type whose records a run walks, `also` types whose certificates the rules may look at as well.
    Who holds a certificate of `grants` that agrees in every field of `same_when` has what is offered already.
    """

    code: str
    version: int
    name: Text
    office: str
    grants: str
    register: str
    also: tuple[str, ...]
    rules: SoundRules
    what: Text
    disclosed: Text
    legal_basis: tuple[str, ...]
    valid_days: int
    fields: tuple[Made, ...]
    same_when: tuple[str, ...]
    paused: bool
    source: str


def root_of(type_id: str) -> str:
    """How a type is called in rules: a name of CEL has no hyphen."""
    return type_id.replace("-", "_")


def key_of(code: str, *, box: Box) -> bytes:
    """What stands for the programme in the table of proposals."""
    return box.blind("programme", code)
