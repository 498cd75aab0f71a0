"""What was shown at the window, who asks, and how the two are related.

Relations are believed from two sources only: what the office already established (the sets on Applicant) and valid
certificates shown together with the others. Numbers relate two people, never names; the one exception is a business
licence shown without its representative's number, where the names are compared.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from backend.matters.terms import ApplicantKind
from certs.catalogue import match_key

MARRIAGE_CODES = ("husband_code", "wife_code")


@dataclass(frozen=True)
class Presented:
    """A certificate as disclosed. `holder` is the caller's key for its holder; `number` the holder's citizen number
    or credit code where it differs from that key; dates in `fields` are ISO strings; `valid_to` None = open.

    `agents_only`: its holder showed it as the applicant's agent, so it says something of the agent and nothing else.
    """

    type_id: str
    fields: Mapping[str, Any]
    holder: str
    certificate_id: str
    status_valid: bool
    valid_to: date | None = None
    number: str = ""
    agents_only: bool = False


@dataclass(frozen=True)
class Applicant:
    """Who asks. `key` compares with Presented.holder; the sets hold such keys, as far as the office knows them.

    `authorised`: the applicant's own phone says that the agent acts for them.
    """

    kind: ApplicantKind
    key: str
    name: str = ""
    number: str = ""
    spouses: frozenset[str] = frozenset()
    children: frozenset[str] = frozenset()
    represents: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    counterparties: frozenset[str] = frozenset()
    authorised: bool = False


@dataclass(frozen=True)
class Scene:
    """Everything a condition may look at besides the certificate in question."""

    presented: tuple[Presented, ...]
    today: date
    applicant: Applicant

    @property
    def applicant_number(self) -> str:
        return self.applicant.number or self.applicant.key

    def spouses(self) -> frozenset[str]:
        """Keys of the applicant's spouse: known ones, and the other person of a valid marriage certificate."""
        others = {
            number
            for marriage in self._valid("marriage")
            if self.applicant_number in (numbers := _numbers(marriage, MARRIAGE_CODES))
            for number in numbers - {self.applicant_number}
        }
        return self.applicant.spouses | self._keys_of(others)

    def companies(self) -> frozenset[str]:
        """Keys of companies the applicant is, acts for, or is the named representative of."""
        if self.applicant.kind == "organisation":
            return self.applicant.represents | {self.applicant.key}
        named = {
            licence.holder
            for licence in self._valid("business-licence")
            if _represented_by(licence, self.applicant.name, self.applicant_number)
        }
        return self.applicant.represents | named

    def is_representative(self, shown: Presented) -> bool:
        """Whether `shown` belongs to the person whom the applicant's own licence names."""
        return any(
            licence.holder == self.applicant.key
            and _represented_by(licence, shown.fields.get("name"), shown.number or shown.fields.get("citizen_number"))
            for licence in self._valid("business-licence")
        )

    def _valid(self, type_id: str) -> list[Presented]:
        return [
            one
            for one in self.presented
            if one.type_id == type_id and not one.agents_only
            and one.status_valid and (one.valid_to is None or one.valid_to >= self.today)
        ]  # fmt: skip

    def _keys_of(self, numbers: set[str]) -> frozenset[str]:
        shown = {one.holder for one in self.presented if not one.agents_only and (one.number or one.holder) in numbers}
        return frozenset(shown | numbers)


def _numbers(shown: Presented, names: Sequence[str]) -> set[str]:
    return {str(shown.fields[name]) for name in names if shown.fields.get(name)}


def _represented_by(licence: Presented, name: Any, number: Any) -> bool:
    code = licence.fields.get("legal_representative_code")
    if code and number:
        return bool(code == number)
    return same_name(licence.fields.get("legal_representative"), name)


def names_person(value: Any, number: str) -> bool:
    """Whether a field is this number, or a list of people one of whom bears it."""
    if isinstance(value, list | tuple):
        return any(names_person(entry, number) for entry in value)
    if isinstance(value, Mapping):
        return names_person(value.get("code"), number)
    return bool(number) and isinstance(value, str) and value == number


def same_name(one: Any, other: Any) -> bool:
    """Names compare by match key; an absent name is like no other."""
    return bool(one) and bool(other) and match_key(str(one)) == match_key(str(other))


def reads_alike(one: Any, other: Any) -> bool:
    """A field's value against one from a matter's file: text, number or truth value of the same kind."""
    return one is not None and type(one) is type(other) and bool(one == other)


def date_of(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def birth_date(shown: Presented) -> date | None:
    """From the birth date if it was shown, else from the citizen number."""
    born = date_of(shown.fields.get("birth_date"))
    number = str(shown.fields.get("citizen_number") or "")
    return born or (date_of(f"{number[6:10]}-{number[10:12]}-{number[12:14]}") if len(number) == 18 else None)
