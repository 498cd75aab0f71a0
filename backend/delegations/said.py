"""What a lender says, as a value: its own limits, and what the phone signs of it.

1. One to MOST_CERTIFICATES certificates, each once; purposes are matters on offer, each once; with purposes, windows
   alone: nobody else has matters.
2. The last day is today or later, at most MOST_DAYS ahead.
3. A number of times is counted where the office sees every use: not offline. It is of one person, and not lent on.
4. What is lent to a role of an organisation is not lent on.
"""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from backend.delegations.states import LINK, PERSON, ROLE
from backend.errors import Invalid
from backend.matters.offered import NoSuchMatter, offered_matter
from backend.registries.calendar import day_of, end_of
from certs.delegation import Lending, ToLink, ToPerson, ToRole
from certs.place import OFFLINE, WINDOW

MATTER = "matter:"
MOST_CERTIFICATES, MOST_PURPOSES, MOST_DAYS, MOST_TIMES, MOST_LENT_ON = 20, 20, 365, 1000, 2


@dataclass(frozen=True)
class Borrower:
    """Whom the lender means, as typed. `link`: the digest of the link's secret."""

    kind: str
    name: str = ""
    citizen_number: str = ""
    link: str = ""
    credit_code: str = ""
    role: str = ""

    def signed(self) -> ToPerson | ToLink | ToRole:
        if self.kind == PERSON:
            return ToPerson(self.name, self.citizen_number)
        return ToLink(self.name, self.link) if self.kind == LINK else ToRole(self.credit_code, self.role)

    def kept(self) -> dict[str, str]:
        """What is kept, sealed, for the lender to read again."""
        said = {"name": self.name, "number": self.citizen_number, "credit_code": self.credit_code}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True)
class Said:
    """Everything that the phone signs."""

    to: Borrower
    certificates: tuple[uuid.UUID, ...]
    purposes: tuple[str, ...]
    places: int
    until: date
    times: int | None
    lend_on: int
    parent: uuid.UUID | None

    @property
    def ends(self) -> int:
        """The first second after the last day."""
        return end_of(self.until)

    def signed(self, aud: str) -> Lending:
        return Lending(
            aud, self.to.signed(), [str(one) for one in self.certificates], list(self.purposes), self.places,
            self.until, self.times, self.lend_on, None if self.parent is None else str(self.parent),
        )  # fmt: skip


def check_said(session: Session, said: Said, *, now: int) -> None:
    """Raises Invalid, naming every place."""
    today = day_of(now)
    limited = said.times is not None
    found = (
        ("/certificates", len(set(said.certificates)) == len(said.certificates), "each once"),
        ("/purposes", len(set(said.purposes)) == len(said.purposes), "each once"),
        ("/purposes", not said.purposes or said.places == WINDOW, "with matters, windows are the only place"),
        ("/until", today <= said.until <= today + timedelta(days=MOST_DAYS), f"at most {MOST_DAYS} days ahead"),
        ("/times", not limited or not said.places & OFFLINE, "not counted offline"),
        ("/times", not limited or said.to.kind != ROLE, "of one person only"),
        ("/lend_on", not said.lend_on or (not limited and said.to.kind != ROLE), "not with a number, nor by a role"),
    )
    problems = [{"path": path, "problem": problem} for path, right, problem in found if not right]
    problems += [{"path": "/purposes", "problem": f"{one} is no matter on offer"} for one in _unknown(session, said)]
    if problems:
        raise Invalid(errors=problems)


def _unknown(session: Session, said: Said) -> list[str]:
    return [one for one in said.purposes if not one.startswith(MATTER) or not _offered(session, one)]


def _offered(session: Session, purpose: str) -> bool:
    try:
        offered_matter(session, purpose.removeprefix(MATTER))
    except NoSuchMatter:
        return False
    return True
